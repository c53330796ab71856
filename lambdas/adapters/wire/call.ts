import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type BodyPart, lengthOf, slicesOf } from './body-parts.ts';

/** A host that does not take a connection in so long is away. */
const connectMillis = 10_000;

/**
 * A connection for each call. One that was kept may have been closed by the other side while Lambda had us frozen, and a call
 * that breaks on it would be taken for one that may have been billed.
 */
const agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

/** No connection was made, so nothing was sent. */
class ConnectTimeout extends Error {
  override name = 'ConnectTimeout' as const;
  readonly code = 'CONNECT_TIMEOUT';
}

export type Call = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent in slices, with its length. */
  readonly body: readonly BodyPart[];
  /** Bounds all of it; there is no other limit than that for the connection. */
  readonly signal?: AbortSignal | undefined;
};

/** `isSent`: all of the body had left when the answer began, so nothing reads from it any more. */
type Answered = { readonly answer: IncomingMessage; readonly isSent: boolean };

/** The answer, as soon as it begins; what is read of it throws when it breaks off. Rejects with Node's errors. */
export function call(url: URL, { method, headers, body, signal }: Call): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const isSecure = url.protocol === 'https:';
  const length = lengthOf(body);
  const request = (isSecure ? httpsRequest : httpRequest)(url, {
    method,
    headers: { ...headers, ...(length === 0 ? {} : { 'content-length': length }) },
    agent: isSecure ? agents.https : agents.http,
    ...(signal === undefined ? {} : { signal }),
  });
  const patience = setTimeout(
    () => request.destroy(new ConnectTimeout(`${url.host} cannot be reached.`)),
    connectMillis,
  );
  request
    .once('socket', (socket) =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(patience)),
    )
    .once('close', () => clearTimeout(patience))
    // What breaks after the answer began, breaks the answer.
    .on('error', reject)
    .once('response', (answer) => resolve({ answer, isSent: request.writableEnded }));
  send(request, body).catch(reject);
  return promise;
}

/** One slice at a time. Of a request that breaks, its `error` tells. */
async function send(request: ClientRequest, body: readonly BodyPart[]): Promise<void> {
  for (const slice of slicesOf(body)) {
    await new Promise<void>((resolve) => request.write(slice, () => resolve()));
    if (request.destroyed) return;
  }
  request.end();
}
