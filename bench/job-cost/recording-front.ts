import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import { closeServer } from '../../local/close-server.ts';
import { listenOnLoopback } from '../../local/loopback.ts';

/** One request of a store, and what it answered. */
export type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly request: Buffer;
  readonly status: number;
  readonly answer: Buffer;
};

type Options = {
  /** What is asked of the store instead; the body as it came unless given. */
  readonly askFor?: (headers: IncomingHttpHeaders, request: Buffer) => Buffer;
  readonly record: (exchange: Exchange) => void;
};

export type Front = { readonly endpoint: string; stop(): Promise<void> };

/** Stands before a store and passes everything on, so that what processes of any kind ask of it can be counted. */
export async function startFront(
  store: string,
  { askFor = (_, body) => body, record }: Options,
): Promise<Front> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const given = Buffer.concat(await incoming.toArray());
    const body = askFor(headers, given);
    // Expectations were met here already; the rest says how long the body is.
    const { expect: _, 'transfer-encoding': __, ...kept } = headers;
    const asking = send(new URL(path, store), {
      method,
      headers: { ...kept, 'content-length': body.length },
    });
    asking.on('error', () => outgoing.destroy());
    asking.on('response', async (incomingAnswer) => {
      const { statusCode: status = 500, headers: answerHeaders } = incomingAnswer;
      try {
        const answer = Buffer.concat(await incomingAnswer.toArray());
        record({ method, path, headers, request: given, status, answer });
        outgoing.writeHead(status, answerHeaders).end(answer);
      } catch {
        outgoing.destroy();
      }
    });
    asking.end(body);
  });
  const endpoint = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  return { endpoint, stop: () => closeServer(server) };
}
