/**
 * A sample is tried at most this often; only attempts proven uncharged are repeated. Waits of 1, 2, 4 and 8 s lie
 * between, 15 s in all: a provider that is down ends a job within 30 s.
 */
export const maxAttempts = 5;

/** How long a sample waits before its next attempt. */
export function backoffSeconds(attemptsBefore: number): number {
  return 2 ** attemptsBefore;
}
