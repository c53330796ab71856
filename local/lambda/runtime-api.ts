import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../loopback.ts';
import { textOf } from '../text-of.ts';

/** Answers the long poll of a process with an invocation. */
export type RespondToPoll = (payload: string, headers: Readonly<Record<string, string>>) => void;

/** What the process of one environment says through the Runtime API. */
export type RuntimeEvents = {
  /** It asks for work, and waits until there is some. */
  onNext(respond: RespondToPoll): void;
  /** It answers; the body may still be on its way. */
  onResponse(id: string, body: IncomingMessage): void;
  /** It failed; without an id, while it loaded. */
  onError(id: string | undefined, json: string): void;
};

const root = '/2018-06-01/runtime';
const answerPath = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

/** The Runtime API of one execution environment, as Lambda offers it, on a port of its own. */
export async function startRuntimeApi(events: RuntimeEvents): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    handle(request, response, events).catch(() => response.destroy());
  });
  // A poll lasts as long as there is no work, and an answer as long as the function writes it.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  const port = await listenOnLoopback(server, 0);

  return { address: `127.0.0.1:${port}`, server };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  events: RuntimeEvents,
): Promise<void> {
  const path = request.url ?? '';
  const [, id, verb] = answerPath.exec(path) ?? [];
  if (path === `${root}/invocation/next`) {
    events.onNext((payload, headers) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(payload);
    });
  } else if (id !== undefined && verb === 'response') {
    request.once('close', () => response.writeHead(202).end());
    events.onResponse(id, request);
  } else if (verb === 'error' || path === `${root}/init/error`) {
    events.onError(id, await textOf(request));
    response.writeHead(202).end();
  } else {
    response.writeHead(404).end();
  }
}
