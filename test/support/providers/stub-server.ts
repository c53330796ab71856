import { createServer, type IncomingHttpHeaders } from 'node:http';
import { closeServer } from '../../../local/close-server.ts';
import { listenOnLoopback } from '../../../local/loopback.ts';

/** What a provider got. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** What a provider does: answers, sends a part of its answer and breaks the connection, or never answers. */
export type StubAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly json: unknown }
  | { readonly cutAfter: string }
  | 'never';

export type StubServer = {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** Ends with every connection. */
  stop(): Promise<void>;
};

/** A provider on this machine, for its official SDK to speak to. */
export async function startStubServer(
  answer: (request: SeenRequest) => StubAnswer | Promise<StubAnswer>,
): Promise<StubServer> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, body: Buffer.concat(chunks) };
    seen.push(request);

    const given = await answer(request);
    if (given === 'never') return;
    if ('cutAfter' in given) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000000' });
      response.write(given.cutAfter, () => response.destroy());
      return;
    }
    response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
    response.end(JSON.stringify(given.json));
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;

  return {
    url,
    seen,
    stop: () => {
      server.closeAllConnections();
      return closeServer(server);
    },
  };
}
