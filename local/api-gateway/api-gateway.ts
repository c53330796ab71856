import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FunctionHost } from '../lambda/invocation.ts';
import { type Refusal, renderGatewayResponse } from './gateway-responses.ts';
import { callIntegration } from './integration.ts';
import { answerMalformedRequests } from './malformed-requests.ts';
import { proxyEvent } from './proxy-event.ts';
import { announcesTooMuch, readBody } from './request-body.ts';
import { parseRequestTarget } from './request-target.ts';
import type { RestApi } from './rest-api.ts';
import { type Match, matchRoute } from './routing.ts';
import { sendAnswer } from './send-answer.ts';

/** Longer than clients keep an idle connection, so that they never send on one that is just being closed. */
const keepAliveMillis = 65_000;

/** Stands in for API Gateway: routes, events, limits, timeouts and its own answers, as the templates have them. */
export function apiGateway(api: RestApi, functions: FunctionHost): Server {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const requestId = randomUUID();
    handle(request, response, requestId).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 'FUNCTION_FAILED', requestId);
    });
  };
  const server = createServer({ keepAliveTimeout: keepAliveMillis, requireHostHeader: false }, answer);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // A client that asks first need not send what will be refused; what it would send next is unknown.
    if (announcesTooMuch(request)) response.shouldKeepAlive = false;
    else response.writeContinue();
    answer(request, response);
  });
  server.on('checkExpectation', answer);
  answerMalformedRequests(server, api.gatewayResponses);
  return server;

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const target = parseRequestTarget(request.url ?? '/');
    const match = matchRoute(api.routes, request.method ?? 'GET', target.path);
    if (match === undefined) return refuse(response, 'MISSING_AUTHENTICATION_TOKEN', requestId);
    const body = await readBody(request);
    if (body === undefined) return refuse(response, 'REQUEST_TOO_LARGE', requestId);

    const event = proxyEvent(request, { api, target, match, body, requestId });
    await integrate(match, JSON.stringify(event), response, requestId);
  }

  async function integrate(
    { route }: Match,
    event: string,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), route.timeoutMillis);
    try {
      const answered = await callIntegration(functions, route, event, timeout.signal);
      if (typeof answered === 'string') refuse(response, answered, requestId);
      else await sendAnswer(response, answered, requestId, timeout.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  function refuse(response: ServerResponse, refusal: Refusal, requestId: string): void {
    const { status, headers, body } = renderGatewayResponse(api.gatewayResponses, refusal, requestId);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    response.writeHead(status, { ...headers, ...length, 'x-amzn-requestid': requestId });
    response.end(body);
  }
}
