import type { IncomingMessage } from 'node:http';
import type { FetchedReference, ReferenceUrls } from '../../domain/references/reference-urls.ts';
import { AddressRefused, checkedLookup, type Resolve, resolveBySystem } from './checked-lookup.ts';
import { type PermittedUrl, permittedUrl, type UrlRules } from './permitted-url.ts';
import { requestOnce } from './request-once.ts';

const maxRedirects = 3;
const maxBytes = 20_000_000;
/** Of the whole fetch, redirects included. */
export const fetchTimeoutMillis = 10_000;

export type GuardedReferenceUrlsOptions = UrlRules & {
  readonly resolve?: Resolve;
  readonly timeoutMillis?: number;
};

/**
 * Fetches what a stranger names, from inside our network. So it goes to public addresses only, checked in the lookup of
 * the connection that is then made, and once more for each redirect.
 */
export class GuardedReferenceUrls implements ReferenceUrls {
  readonly #rules: UrlRules;
  readonly #resolve: Resolve;
  readonly #timeoutMillis: number;

  constructor({
    resolve = resolveBySystem,
    timeoutMillis = fetchTimeoutMillis,
    ...rules
  }: GuardedReferenceUrlsOptions) {
    this.#rules = rules;
    this.#resolve = resolve;
    this.#timeoutMillis = timeoutMillis;
  }

  async fetch(text: string): Promise<FetchedReference> {
    const signal = AbortSignal.timeout(this.#timeoutMillis);
    try {
      return await this.#follow(permittedUrl(text, undefined, this.#rules), signal, maxRedirects);
    } catch (error) {
      if (error instanceof AddressRefused)
        return refused('The name has an address that is not a public one.');
      return signal.aborted
        ? failed(`It did not arrive within ${this.#timeoutMillis / 1000} seconds.`)
        : failed('The connection failed.');
    }
  }

  async #follow(
    permitted: PermittedUrl,
    signal: AbortSignal,
    redirectsLeft: number,
  ): Promise<FetchedReference> {
    if ('refusal' in permitted) return refused(permitted.refusal);
    const { url, isAllowedHost } = permitted;
    const lookup = isAllowedHost ? undefined : checkedLookup(this.#resolve);
    const response = await requestOnce({ url, lookup, signal });

    try {
      const target = redirectOf(response);
      if (target === undefined) return await download(response);
      if (redirectsLeft === 0) return failed(`It redirects more than ${maxRedirects} times.`);
      return await this.#follow(permittedUrl(target, url, this.#rules), signal, redirectsLeft - 1);
    } finally {
      // Whatever else the server would say is not waited for: the connection goes with it.
      response.destroy();
    }
  }
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}

async function download(response: IncomingMessage): Promise<FetchedReference> {
  const { statusCode = 0, headers } = response;
  if (statusCode < 200 || statusCode > 299) return failed(`It answered with the status ${statusCode}.`);
  if (Number(headers['content-length'] ?? 0) > maxBytes) return tooLarge();

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) return tooLarge();
    chunks.push(bytes);
  }
  return { outcome: 'fetched', bytes: Buffer.concat(chunks) };
}

function tooLarge(): FetchedReference {
  return failed(`It is larger than ${maxBytes / 1_000_000} MB.`);
}

function refused(reason: string): FetchedReference {
  return { outcome: 'refused', reason };
}

function failed(reason: string): FetchedReference {
  return { outcome: 'failed', reason };
}
