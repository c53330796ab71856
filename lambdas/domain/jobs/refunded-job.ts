import type { Job } from './job.ts';
import type { JobFailure } from './job-failure.ts';
import type { LostSample } from './sample-outcome.ts';

/** How an active job stands once its whole cost has gone back. */
export function refundedJob(
  job: Job,
  failure: JobFailure,
  lost: readonly LostSample[],
  nowMillis: number,
): Job {
  return { ...job, status: 'failed', failure, lost, refunded: job.cost, endedAtMillis: nowMillis };
}
