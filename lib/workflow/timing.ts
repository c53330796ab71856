import { briefly, longestSeconds, sendAgain, stubbornly } from './retries.ts';

/**
 * Every time limit of a job, derived in one place. The chain, from the inside out:
 *
 *   wait in place for a slot + provider ceiling + 30 s ≤ worker timeout ≤ 900 s (Lambda's own limit)
 *   claim of a sample = the invocation's deadline + 5 s, so it outlives its worker
 *   visibility of a message = worker timeout + 30 s, so a message outlives its claim
 *   wait for one sample = queue age limit + attempts × ceiling
 *   the machine's timeout = that, and the time that the other states may take with all their retries, so that it never
 *     cuts off a refund
 *   a job's deadline = the machine's timeout, and two sweeps in which a job may be started late
 *   fetching references (10 s) + decoding the dearest of them < the reading function's timeout < POST's wait for it, and
 *     with the streaming of an answer < POST's own timeout
 */
const providerCeilingSeconds = 600;
/** A worker that waits costs money, so it waits for a slot that is near only; the rest of the wait is the queue's. */
const paceWaitSeconds = 15;
const workerTimeoutSeconds = paceWaitSeconds + providerCeilingSeconds + 30;
const messageVisibilitySeconds = workerTimeoutSeconds + 30;
/** Longer than this, a sample does not wait for its turn. */
const queueAgeLimitSeconds = 3600;
/** As in the worker: attempts that were proven uncharged are repeated up to this often. */
const attempts = 5;
const generateTimeoutSeconds = queueAgeLimitSeconds + attempts * providerCeilingSeconds;
/** A step that moves money answers within seconds; the rest is room for repeats inside one call. */
const moneyTimeoutSeconds = 60;
/** Reading, converting and writing the largest picture takes seconds; the rest is room for a slow S3. */
const storeTimeoutSeconds = 120;
/** At worst: Charge 8 min, the sending of a sample half a minute, Store 15 min, Complete and Refund 76 min each. */
const otherStatesSeconds =
  longestSeconds(briefly, moneyTimeoutSeconds) +
  longestSeconds(sendAgain, 0) +
  longestSeconds(briefly, storeTimeoutSeconds) +
  2 * longestSeconds(stubbornly, moneyTimeoutSeconds);
/** A sample may wait for its own model, and then as long for the fallback. */
const machineTimeoutSeconds = 2 * generateTimeoutSeconds + otherStatesSeconds;
const sweepIntervalMinutes = 5;
const jobDeadlineSeconds = machineTimeoutSeconds + 2 * sweepIntervalMinutes * 60;
/** A message is of no use to anybody once its execution has timed out. */
const messageRetentionSeconds = machineTimeoutSeconds;
/** 200 MB of answer at API Gateway's 2 MB/s, and what comes before it. */
const streamTimeoutSeconds = 120;
/**
 * Fetching takes 10 s at most, for all addresses at once. Of the twenty pictures that a model may be shown, one of 40 megapixels
 * took 1 to 4 s of a whole core. Twenty of 12 as AVIF, nothing but noise, took 7 s each here, and may not make it.
 */
const referencesTimeoutSeconds = 150;
/** Lambda itself says within a moment that a function did not end in time. Later, nobody answers any more. */
const referencesWaitSeconds = referencesTimeoutSeconds + 5;
/** The wait of the sync call of at most 180 s, and the time to stream its answer. */
const syncFunctionTimeoutSeconds = 180 + streamTimeoutSeconds;

export const timing = {
  providerCeilingSeconds,
  paceWaitSeconds,
  workerTimeoutSeconds,
  messageVisibilitySeconds,
  queueAgeLimitSeconds,
  attempts,
  generateTimeoutSeconds,
  moneyTimeoutSeconds,
  storeTimeoutSeconds,
  otherStatesSeconds,
  machineTimeoutSeconds,
  sweepIntervalMinutes,
  jobDeadlineSeconds,
  messageRetentionSeconds,
  streamTimeoutSeconds,
  referencesTimeoutSeconds,
  referencesWaitSeconds,
  syncFunctionTimeoutSeconds,
} as const;
