import type { Credits } from '../../domain/credits/amount.ts';
import type { Balances } from '../../domain/credits/balance.ts';
import { StoredRecordBroken } from '../../domain/stored-record-broken.ts';
import type { Failure } from '../../http/failure.ts';

/**
 * Looks before a job is accepted, so that most refusals cost nothing. The charge decides for good: another job may win
 * the credits in between, and this one then fails, uncharged.
 */
export async function refuseWithoutCredits(
  balances: Balances,
  teamId: string,
  required: Credits,
): Promise<Failure | undefined> {
  const found = await balances.find(teamId);
  if (found === undefined) throw new StoredRecordBroken(`balance of ${teamId}`);

  const { balance, activeJobs, activeJobsLimit } = found;
  if (balance < required) {
    return {
      code: 'insufficient_credits',
      error: `This job costs ${required} credits and the team has ${balance}.`,
      required,
      balance,
    };
  }
  if (activeJobs >= activeJobsLimit) {
    return {
      code: 'too_many_active_jobs',
      error: `The team already runs ${activeJobs} jobs; its limit is ${activeJobsLimit}.`,
    };
  }
  return undefined;
}
