import type { Clock } from '../../domain/clock.ts';
import type { Ledger } from '../../domain/credits/ledger.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import { hasEnded } from '../../domain/jobs/job-status.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';

export type SettleDependencies = {
  readonly jobs: JobStore;
  readonly ledger: Pick<Ledger, 'refund'>;
  readonly clock: Clock;
};

const stopped: JobFailure = {
  code: 'internal_error',
  error: 'The generation stopped before it was done. No credits were kept.',
};

/**
 * Ends a job whose workflow is over but which is still open. Repeatable: an ended job is left alone, and the moves are
 * guarded by the job's state, so a workflow that finishes in the same moment wins or loses as a whole.
 */
export function settleJob({ jobs, ledger, clock }: SettleDependencies) {
  return async (jobId: string): Promise<void> => {
    const job = await jobs.find(jobId);
    if (job === undefined || hasEnded(job.status)) return;

    const now = clock.nowMillis();
    const settled = job.status === 'queued' ? await jobs.failUncharged(jobId, stopped, now) : job;
    if (settled.status === 'active') await ledger.refund(jobId, stopped, [], now);
  };
}
