import { openJobsPartition } from '../../lambdas/adapters/dynamodb/keys.ts';
import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { hasEnded } from '../../lambdas/domain/jobs/job-status.ts';
import { expectedEntries } from './expected-entries.ts';
import type { Mismatch } from './mismatch.ts';

/** What was found where a job's ledger entries must be; `undefined` where there is none. */
export type FoundEntries = Readonly<Record<'charge' | 'refund', Pick<LedgerEntry, 'amount'> | undefined>>;

/** A job's entries are there, with their amounts. */
export function checkMoney(job: Job, found: FoundEntries): readonly Mismatch[] {
  const { teamId, jobId, status } = job;
  const expected = expectedEntries(job);
  const wrong: Mismatch[] = [];
  for (const { type, amount } of expected) {
    const actual = found[type]?.amount ?? 0;
    if (actual === amount) continue;
    wrong.push(
      type === 'charge'
        ? {
            kind: actual > amount ? 'charge_missing' : 'charged_without_reason',
            teamId,
            jobId,
            detail: `The job costs ${-amount} credits and was charged ${Math.abs(actual)}.`,
          }
        : {
            kind: 'refund_wrong',
            teamId,
            jobId,
            detail: `The job is ${status}; ${amount} credits should be back, ${actual} are.`,
          },
    );
  }
  return wrong;
}

/** Longer than this past its deadline, not even the sweeper ended it: it comes by every 5 minutes. */
const graceMillis = 15 * 60_000;

/** A job that has not ended is where the sweeper looks for it, and not far past its deadline. */
export function checkEnding(job: Job, open: unknown, nowMillis: number): readonly Mismatch[] {
  const { teamId, jobId, status, deadlineAtMillis } = job;
  if (hasEnded(status)) return [];

  const stuck = (detail: string): Mismatch => ({ kind: 'job_stuck', teamId, jobId, detail });
  return [
    ...(open === openJobsPartition
      ? []
      : [
          stuck(`The job is ${status}, and the sweeper cannot find it: it is not in the index of open jobs.`),
        ]),
    ...(deadlineAtMillis + graceMillis < nowMillis
      ? [
          stuck(
            `The job is ${status}, and its deadline was ${new Date(deadlineAtMillis).toISOString()}. Is the sweeper running?`,
          ),
        ]
      : []),
  ];
}
