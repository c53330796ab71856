import type { Stage } from '../stages.ts';

/**
 * What we reckon with for a POST that does not wait: an async one, or one that is refused. Warm it takes half of that: 12 ms of
 * processor were measured, of which its memory buys a seventh, and its calls of stores. It is some seconds when cold or with
 * references, which only so many may have read at once (`concurrencyOfReferences`); with base64 it lasts as long as its reader.
 */
const secondsOfPost = 0.3;
/** Also where hardly anybody asks, a few cold starts and slow readers fit in. */
const leastHeadroom = 20;

/**
 * Environments that the POST function has to itself, and may have at most: those who wait, and room for those who do not.
 * So waiting calls can take neither the workers' environments nor those of async POSTs.
 */
export function concurrencyOfPosts({
  syncWaiters,
  requestsPerSecond,
}: Pick<Stage, 'syncWaiters' | 'requestsPerSecond'>): number {
  return syncWaiters + Math.max(leastHeadroom, Math.ceil(requestsPerSecond * secondsOfPost));
}
