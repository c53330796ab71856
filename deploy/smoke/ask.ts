import type { Target } from './target.ts';

export type Answer = { readonly status: number; readonly headers: Headers; readonly bytes: Buffer };

/** The server's own wait is 180 s. */
const patienceMillis = 240_000;

/** One request, and all of its answer. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMillis),
    });
    const { status, headers } = response;
    return { status, headers, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new Error(`${init.method ?? 'GET'} ${url} got no answer: ${why}`, { cause });
  }
}

/** A request with the team's key. */
export function askWithKey(
  { apiUrl, apiKey }: Target,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${apiKey}`);
  return ask(`${apiUrl}${path}`, { ...init, headers });
}

/** The body as JSON; a text of it where it is none. */
export function jsonOf({ bytes }: Answer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
