import type { Clock } from '../../domain/clock.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { hasEnded } from '../../domain/jobs/job-status.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';

const firstPauseMillis = 100;
/** A wait of 180 s reads its job some 185 times. */
const longestPauseMillis = 1000;
const growth = 1.5;

/**
 * Reads a job until it has ended; `undefined` when that did not happen in time. A read that fails is no reason to give
 * up, for the job goes on without us.
 */
export async function waitForEnd(
  { jobs, clock, log }: { readonly jobs: Pick<JobStore, 'find'>; readonly clock: Clock; readonly log: Log },
  jobId: string,
  untilMillis: number,
): Promise<Job | undefined> {
  for (let pause = firstPauseMillis; ; pause = Math.min(pause * growth, longestPauseMillis)) {
    const left = untilMillis - clock.nowMillis();
    if (left > 0) await clock.sleep(Math.min(pause, left));

    const job = await jobs.find(jobId).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      log.warn(logEvents.job.pollFailed, { error });
      return undefined;
    });
    if (job !== undefined && hasEnded(job.status)) return job;
    if (clock.nowMillis() >= untilMillis) return undefined;
  }
}
