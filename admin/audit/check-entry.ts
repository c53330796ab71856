import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { expectedEntries } from './expected-entries.ts';
import type { Mismatch } from './mismatch.ts';

/** An entry that names a job is one that the job must have, and stands where that one stands: else it is one too many. */
export function checkEntry(
  teamId: string,
  sk: string,
  entry: LedgerEntry,
  job: Job | undefined,
): readonly Mismatch[] {
  const { id, type, amount, jobId } = entry;
  if (jobId === null) return [];

  const wrong = (kind: Mismatch['kind'], detail: string) => [{ kind, teamId, jobId, detail }];
  if (job === undefined || job.teamId !== teamId)
    return wrong(
      'charged_without_reason',
      `The ledger entry ${id} belongs to a job that the team does not have.`,
    );
  if (expectedEntries(job).some((expected) => expected.type === type && expected.key.sk === sk)) return [];

  if (type !== 'charge')
    return wrong(
      'refund_wrong',
      `The job is ${job.status}, and ${id} pays ${amount} credits back beside what is due.`,
    );
  return job.chargedAtMillis === null
    ? wrong(
        'charged_without_reason',
        `The job is ${job.status}, was never charged, and ${id} takes ${-amount} credits.`,
      )
    : wrong('charged_twice', `${id} takes ${-amount} credits beside the charge of the job.`);
}
