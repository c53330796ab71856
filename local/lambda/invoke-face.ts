import type { IncomingMessage, RequestListener } from 'node:http';
import { logicalIdIn } from '../assembly/names.ts';
import { textOf } from '../text-of.ts';
import type { Failure, FunctionHost } from './invocation.ts';

const invocationPath = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?|$)/;

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Speaks the part of Lambda's protocol by which a function asks another and waits for its answer: `Invoke`, `RequestResponse`. */
export function invokeFace(functions: FunctionHost, functionNames: readonly string[]): RequestListener {
  const known = new Set(functionNames);
  return (request, response) => {
    invoke(request)
      // The SDK tries again after a 500, for that is our own trouble.
      .catch((error: unknown) => refusal(500, 'ServiceException', String(error)))
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  };

  async function invoke(request: IncomingMessage): Promise<Answer> {
    const payload = await textOf(request);
    const [, encoded] = invocationPath.exec(request.url ?? '') ?? [];
    const kind = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (encoded === undefined || request.method !== 'POST' || kind !== 'RequestResponse') {
      const asked = `${request.method} ${request.url} (${kind})`;
      return refusal(400, 'InvalidParameterValueException', `The laptop does not know ${asked}.`);
    }
    const name = logicalIdIn(decodeURIComponent(encoded));
    if (!known.has(name)) return refusal(404, 'ResourceNotFoundException', `Function not found: ${name}`);

    const answer = await functions.invoke(name, payload);
    return answer.ok ? invoked(answer.payload) : failed(answer);
  }
}

function invoked(body: string, more: Readonly<Record<string, string>> = {}): Answer {
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...more };
  return { status: 200, headers, body };
}

function failed({ kind, errorName: errorType, errorMessage }: Failure): Answer {
  if (kind === 'throttled') return refusal(429, 'TooManyRequestsException', errorMessage);
  if (kind === 'too-large') return refusal(413, 'RequestTooLargeException', errorMessage);
  // The invocation itself went well: that the function did not stands in a header.
  return invoked(JSON.stringify({ errorType, errorMessage }), { 'x-amz-function-error': 'Unhandled' });
}

function refusal(status: number, errorType: string, message: string): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': errorType };
  return { status, headers, body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', message }) };
}
