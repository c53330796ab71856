import type { CreditsItem } from '../../lambdas/adapters/dynamodb/balance-record.ts';
import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import type { Mismatch } from './mismatch.ts';

/** A team's balance is the sum of its ledger, and it has as many active jobs as it counts. */
export function checkTeam(
  credits: CreditsItem,
  jobs: readonly Job[],
  ledger: readonly LedgerEntry[],
): readonly Mismatch[] {
  const sum = ledger.reduce((total, { amount }) => total + amount, 0);
  const active = jobs.filter(({ status }) => status === 'active').length;
  const { teamId, balance, activeJobs } = credits;
  const known = new Set(jobs.map(({ jobId }) => jobId));
  const strangers = ledger.filter(({ jobId }) => jobId !== null && !known.has(jobId));

  return [
    ...(sum === balance
      ? []
      : [
          {
            kind: 'balance_is_not_the_sum_of_the_ledger' as const,
            teamId,
            detail: `The balance is ${balance} and the ledger sums to ${sum}.`,
          },
        ]),
    ...(active === activeJobs
      ? []
      : [
          {
            kind: 'active_jobs_miscounted' as const,
            teamId,
            detail: `${active} jobs are active and ${activeJobs} are counted.`,
          },
        ]),
    ...strangers.map(({ id, jobId }) => ({
      kind: 'charged_without_reason' as const,
      teamId,
      ...(jobId === null ? {} : { jobId }),
      detail: `The ledger entry ${id} belongs to a job that does not exist.`,
    })),
  ];
}
