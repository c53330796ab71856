import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type GatewayResponse, type Refusal, renderGatewayResponse } from './gateway-responses.ts';

const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** What is no HTTP never becomes a request: it is answered on the bare connection, in the API's envelope all the same. */
export function answerMalformedRequests(
  server: Server,
  responses: ReadonlyMap<string, GatewayResponse>,
): void {
  const answer = (socket: Duplex, refusal: Refusal) => {
    const requestId = randomUUID();
    const { status, headers, body } = renderGatewayResponse(responses, refusal, requestId);
    const all = {
      ...headers,
      'x-amzn-requestid': requestId,
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  };

  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    latest.set(socket, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = latest.get(socket);
    const isInAnswer = response?.headersSent === true && !response.writableFinished;
    if (!socket.writable || isInAnswer || error.code === 'ECONNRESET') socket.destroy();
    else answer(socket, refusals[error.code ?? ''] ?? 'BAD_REQUEST');
  });
  server.on('connect', (_request, socket) => answer(socket, 'BAD_REQUEST'));
}
