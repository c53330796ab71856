import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FunctionHost, StreamedInvocation } from '../lambda/invocation.ts';
import { requestLimitBytes } from '../lambda/payload-limits.ts';
import { readBody } from './body.ts';
import { renderGatewayResponse } from './gateway-responses.ts';
import { proxyEvent } from './proxy-event.ts';
import type { RestApi } from './rest-api.ts';
import { matchRoute } from './routing.ts';

/** API Gateway's limit for a request's body. */
const bodyLimitBytes = 10 * 1024 * 1024;

/** Stands in for API Gateway: routes, events, limits, timeouts and its own answers, as the template has them. */
export function apiGateway(api: RestApi, functions: FunctionHost): Server {
  const server = createServer((request, response) => {
    const requestId = randomUUID();
    handle(request, response, requestId).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, requestId, 'DEFAULT_5XX', 'DEFAULT_5XX');
    });
  });
  // A sync call is silent for up to three minutes; the function's own time limit bounds it.
  server.requestTimeout = 0;
  return server;

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (url === null) return refuse(response, requestId, 'DEFAULT_4XX', 'DEFAULT_4XX');
    const match = matchRoute(api.routes, request.method ?? 'GET', url.pathname);
    if (match === undefined)
      return refuse(response, requestId, 'MISSING_AUTHENTICATION_TOKEN', 'DEFAULT_4XX');
    const body = await readBody(request, bodyLimitBytes);
    if (body === undefined) return refuse(response, requestId, 'REQUEST_TOO_LARGE', 'DEFAULT_4XX');

    const isBinary = api.binaryMediaTypes.some((type) => request.headers['content-type']?.startsWith(type));
    const event = JSON.stringify(proxyEvent(request, url, match, { body, requestId, isBinary }));
    if (Buffer.byteLength(event) > requestLimitBytes) {
      return refuse(response, requestId, 'REQUEST_TOO_LARGE', 'DEFAULT_4XX');
    }

    const answer = await within(
      match.route.timeoutMillis,
      functions.invokeStreaming(match.route.functionName, event),
    );
    if (answer === 'timeout') return refuse(response, requestId, 'INTEGRATION_TIMEOUT', 'DEFAULT_5XX');
    if (!answer.ok) return refuse(response, requestId, 'INTEGRATION_FAILURE', 'DEFAULT_5XX');
    await stream(answer, request, response, requestId);
  }

  function refuse(
    response: ServerResponse,
    requestId: string,
    type: string,
    fallback: 'DEFAULT_4XX' | 'DEFAULT_5XX',
  ): void {
    const { status, headers, body } = renderGatewayResponse(api.gatewayResponses, type, fallback, requestId);
    response.writeHead(status, { ...headers, 'x-amzn-requestid': requestId });
    response.end(response.req.method === 'HEAD' ? undefined : body);
  }
}

/** A client that goes away is not told to the function: it works on, and its answer is dropped. */
async function stream(
  answer: Extract<StreamedInvocation, { ok: true }>,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  response.writeHead(answer.statusCode, {
    ...Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, headerValue(value)])),
    'x-amzn-requestid': requestId,
  });
  if (request.method === 'HEAD') {
    response.end();
    answer.body.resume();
    return;
  }
  response.flushHeaders();
  await pipeline(answer.body, response).catch(() => answer.body.resume());
}

function headerValue(value: string | readonly string[]): string | string[] {
  return typeof value === 'string' ? value : [...value];
}

async function within<Value>(millis: number, work: Promise<Value>): Promise<Value | 'timeout'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), millis);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
