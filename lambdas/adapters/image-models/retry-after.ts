/** How long to wait when a provider says "too often" and not for how long. */
const usualSeconds = 20;
/** A sample does not wait longer than this at once: who asks again learns more. */
const longestSeconds = 600;

/** Seconds of a `Retry-After` header, of Google's `RetryInfo` ("17s", "0.5s") or of nothing, as whole seconds from 1. */
export function retryAfterSeconds(said: string | null | undefined, nowMillis: number): number {
  if (said === null || said === undefined || said.trim() === '') return usualSeconds;
  const seconds = Number(said.trim().replace(/s$/, ''));
  if (Number.isFinite(seconds)) return bounded(seconds);
  const atMillis = Date.parse(said);
  return Number.isNaN(atMillis) ? usualSeconds : bounded((atMillis - nowMillis) / 1000);
}

function bounded(seconds: number): number {
  return Math.min(longestSeconds, Math.max(1, Math.ceil(seconds)));
}
