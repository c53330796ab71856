import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

export type OneRequest = {
  readonly url: URL;
  /** Absent: the system's own. */
  readonly lookup: LookupFunction | undefined;
  readonly signal: AbortSignal;
};

/**
 * One GET over a connection of its own: a kept one would skip the lookup that checks the address. Says nothing of us but
 * the product's name, and asks for no encoding, so that what is counted is what is kept.
 */
export function requestOnce({ url, lookup, signal }: OneRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const headers = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'Darkroom' };
    request(url, { agent: false, signal, headers, ...(lookup === undefined ? {} : { lookup }) })
      .on('response', resolve)
      .on('error', reject)
      // An answer that changes the protocol (101) ends the request with neither of these.
      .on('close', () => reject(new Error('The connection closed without an answer.')))
      .end();
  });
}
