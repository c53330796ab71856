import type { Server } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach } from 'vitest';
import { apiGateway } from '../../../local/api-gateway/api-gateway.ts';
import type { FunctionHost, Invocation, StreamedInvocation } from '../../../local/lambda/invocation.ts';
import { listenOnLoopback } from '../../../local/loopback.ts';
import { exampleApi } from './example-api.ts';

type Answers = {
  readonly buffered?: (event: string) => Promise<Invocation> | Invocation;
  readonly streamed?: (event: string) => Promise<StreamedInvocation> | StreamedInvocation;
};

export const failed = { ok: false, kind: 'crash', errorName: 'E', errorMessage: 'arn:aws:secret' } as const;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** The example API over functions that answer as given, until the test ends. */
export function serve({ buffered = () => failed, streamed = () => failed }: Answers = {}) {
  return serveWith({
    invoke: async (_, event) => buffered(event),
    invokeStreaming: async (_, event) => streamed(event),
    stop: async () => {},
  });
}

export async function serveWith(functions: FunctionHost) {
  const server = apiGateway(exampleApi(), functions);
  servers.push(server);
  const port = await listenOnLoopback(server, 0);
  return { port, url: `http://127.0.0.1:${port}` };
}

export function stream(
  body: Readable | string,
  statusCode = 200,
  headers: Record<string, string[]> = {},
): StreamedInvocation {
  return { ok: true, statusCode, headers, body: typeof body === 'string' ? Readable.from([body]) : body };
}
