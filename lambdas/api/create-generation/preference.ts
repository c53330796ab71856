/** The longest that a caller may ask us to wait, the seed's own. */
const longestWaitSeconds = 180;

/** How long a caller wants to wait: so many seconds, or as long as the server does. */
export type PreferredWait = number | 'server';

/**
 * What `Prefer: wait=n`, or `wait` alone, asks for (RFC 7240). What is unknown or malformed is ignored, as the RFC wants;
 * of several, the first counts.
 */
export function preferredWait(prefer = ''): PreferredWait | undefined {
  for (const preference of prefer.split(',')) {
    const [matched, digits] = /^\s*wait\s*(?:=\s*"?(\d{1,3})"?)?\s*(?:;.*)?$/i.exec(preference) ?? [];
    if (matched === undefined) continue;
    if (digits === undefined) return 'server';
    const seconds = Number(digits);
    return seconds >= 1 && seconds <= longestWaitSeconds ? seconds : undefined;
  }
  return undefined;
}
