import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Failure, FunctionConfig } from './invocation.ts';
import { requestLimitBytes, responseLimitBytes } from './payload-limits.ts';

const reportedError = z.object({
  errorType: z.string().default('Error'),
  errorMessage: z.string().default(''),
});

/** What the runtime client says of an error: `{ errorType, errorMessage, trace }`. */
export function functionError(json: string): Failure {
  const parsed = reportedError.safeParse(parseJson(json));
  const { errorType, errorMessage } = parsed.success
    ? parsed.data
    : { errorType: 'Error', errorMessage: json };
  return { ok: false, kind: 'function-error', errorName: errorType, errorMessage };
}

/** A streamed answer that fails half-way says so in trailers, for its head is out already. */
export function errorInTrailers({ trailers }: IncomingMessage): Failure | undefined {
  const body = trailers['lambda-runtime-function-error-body'];
  return body === undefined ? undefined : functionError(Buffer.from(body, 'base64').toString('utf8'));
}

export function malformedAnswer(errorMessage: string): Failure {
  return { ok: false, kind: 'function-error', errorName: 'Runtime.MalformedResponse', errorMessage };
}

export function crash(how: string): Failure {
  const errorMessage = `The process of the function ${how}.`;
  return { ok: false, kind: 'crash', errorName: 'Runtime.ExitError', errorMessage };
}

export const notStartedAnyMore: Failure = crash('is not started any more, for the stack is stopping');

export function timedOut({ timeoutSeconds }: FunctionConfig): Failure {
  const errorMessage = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return { ok: false, kind: 'timeout', errorName: 'Sandbox.Timedout', errorMessage };
}

export const throttled: Failure = {
  ok: false,
  kind: 'throttled',
  errorName: 'Lambda.TooManyRequestsException',
  errorMessage: 'Rate Exceeded.',
};

export const requestTooLarge: Failure = {
  ok: false,
  kind: 'too-large',
  errorName: 'RequestTooLarge',
  errorMessage: `Request must be smaller than ${requestLimitBytes} bytes for the InvokeFunction operation`,
};

export const responseTooLarge: Failure = {
  ok: false,
  kind: 'function-error',
  errorName: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${responseLimitBytes} bytes).`,
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
