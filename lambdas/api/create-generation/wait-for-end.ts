import type { Clock } from '../../domain/clock.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { hasEnded } from '../../domain/jobs/job-status.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';

/**
 * When a waiting call reads its job. Each look is a read unit and a millisecond of processor, and each pause delays the
 * answer by half of it. Pauses grow with the square of the time waited: fine where most jobs end, coarse soon after.
 */
type Looks = {
  readonly firstAfterMillis: number;
  readonly shortestPauseMillis: number;
  readonly longestPauseMillis: number;
  /** After such a time, the pause would be as long again. */
  readonly doublingMillis: number;
};

/** Draws at once: a job takes some 250 ms, and eight looks. A wait of 180 s, of `sandbox-slow`, takes 179. */
const sandboxLooks: Looks = {
  firstAfterMillis: 150,
  shortestPauseMillis: 15,
  longestPauseMillis: 1200,
  doublingMillis: 6000,
};

/** Takes seconds to minutes; what ends sooner was refused. A wait of 20 s takes some 25 looks, one of 180 s some 184. */
const providerLooks: Looks = {
  firstAfterMillis: 500,
  shortestPauseMillis: 100,
  longestPauseMillis: 1000,
  doublingMillis: 2500,
};

/**
 * Reads a job until it has ended; `undefined` when that did not happen in time. A read that fails is no reason to give
 * up, for the job goes on without us.
 */
export async function waitForEnd(
  { jobs, clock, log }: { readonly jobs: Pick<JobStore, 'find'>; readonly clock: Clock; readonly log: Log },
  { jobId, provider }: Pick<Job, 'jobId' | 'provider'>,
  untilMillis: number,
): Promise<Job | undefined> {
  const looks = provider === 'sandbox' ? sandboxLooks : providerLooks;
  const startedAtMillis = clock.nowMillis();
  for (let pause = looks.firstAfterMillis; ; pause = pauseAfter(clock.nowMillis() - startedAtMillis, looks)) {
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

function pauseAfter(waitedMillis: number, looks: Looks): number {
  const pause = waitedMillis ** 2 / looks.doublingMillis;
  return Math.min(Math.max(pause, looks.shortestPauseMillis), looks.longestPauseMillis);
}
