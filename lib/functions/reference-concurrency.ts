import type { Stage } from '../stages.ts';

/** One request in ten brings references, we reckon, and they take a second. */
const secondsOfReferences = 0.1;
/** Also where hardly anybody asks, a few slow hosts of pictures fit in. */
const leastReaders = 8;

/**
 * How many requests may have their references read at once, over all teams. A POST that waits for them holds two environments:
 * without a limit, callers whose pictures come slowly could take those of the workers.
 */
export function concurrencyOfReferences({ requestsPerSecond }: Pick<Stage, 'requestsPerSecond'>): number {
  return Math.max(leastReaders, Math.ceil(requestsPerSecond * secondsOfReferences));
}
