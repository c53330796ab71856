import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../loopback.ts';

/** What the process of one environment says through the Runtime API. */
export type RuntimeEvents = {
  /** It asks for work; answer with `give`. */
  onNext(give: (invocation: { id: string; payload: string; headers: Record<string, string> }) => void): void;
  /** It answers; the body may still be on its way. */
  onResponse(id: string, body: IncomingMessage): void;
  /** It failed; without an id, while it started. */
  onError(id: string | undefined, body: string): void;
};

/** The Runtime API of one execution environment, as Lambda offers it, on a port of its own. */
export async function startRuntimeApi(events: RuntimeEvents): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    void handle(request, response, events).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 0;
  // The long poll for the next invocation lasts as long as there is none.
  server.requestTimeout = 0;
  const port = await listenOnLoopback(server, 0);

  return { address: `127.0.0.1:${port}`, server };
}

const invocationPath = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  events: RuntimeEvents,
): Promise<void> {
  const path = request.url ?? '';
  if (request.method === 'GET' && path.endsWith('/runtime/invocation/next')) {
    events.onNext(({ payload, headers }) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(payload);
    });
    return;
  }

  const [, id, verb] = invocationPath.exec(path) ?? [];
  if (id !== undefined && verb === 'response') {
    events.onResponse(id, request);
    request.once('close', () => response.writeHead(202).end());
    return;
  }
  const body = await textOf(request);
  if (verb === 'error' || path.endsWith('/runtime/init/error')) events.onError(id, body);
  response.writeHead(verb === undefined && !path.endsWith('/init/error') ? 404 : 202).end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
