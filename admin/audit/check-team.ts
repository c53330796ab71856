import type { CreditsItem } from '../../lambdas/adapters/dynamodb/balance-record.ts';
import type { Mismatch } from './mismatch.ts';

/** A team's balance is the sum of its ledger, its counters are right, and it has as many active jobs as it counts. */
export function checkTeam(
  { teamId, balance, charged, refunded, activeJobs }: CreditsItem,
  ledger: { readonly sum: number; readonly charged: number; readonly refunded: number },
  active: number,
): readonly Mismatch[] {
  const wrong: Mismatch[] = [];
  if (ledger.sum !== balance)
    wrong.push({
      kind: 'balance_is_not_the_sum_of_the_ledger',
      teamId,
      detail: `The balance is ${balance} and the ledger sums to ${ledger.sum}.`,
    });
  if (ledger.charged !== charged || ledger.refunded !== refunded)
    wrong.push({
      kind: 'balance_is_not_the_sum_of_the_ledger',
      teamId,
      detail:
        `The team counts ${charged} credits charged and ${refunded} refunded, ` +
        `and the ledger ${ledger.charged} and ${ledger.refunded}.`,
    });
  if (active !== activeJobs)
    wrong.push({
      kind: 'active_jobs_miscounted',
      teamId,
      detail: `${active} jobs are active and ${activeJobs} are counted.`,
    });
  return wrong;
}
