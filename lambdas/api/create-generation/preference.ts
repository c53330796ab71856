/** The longest that a caller may ask us to wait, the seed's own. */
const longestWaitSeconds = 180;

/**
 * The seconds of `Prefer: wait=n` (RFC 7240). What is unknown or malformed is ignored, as the RFC wants; of several, the
 * first counts.
 */
export function preferredWaitSeconds(prefer = ''): number | undefined {
  for (const preference of prefer.split(',')) {
    const [, digits] = /^\s*wait\s*=\s*"?(\d{1,3})"?\s*(;.*)?$/i.exec(preference) ?? [];
    if (digits === undefined) continue;
    const seconds = Number(digits);
    return seconds >= 1 && seconds <= longestWaitSeconds ? seconds : undefined;
  }
  return undefined;
}
