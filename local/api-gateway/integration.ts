import { Readable } from 'node:stream';
import type { FunctionHost, StreamedInvocation } from '../lambda/invocation.ts';
import { readBufferedAnswer } from './buffered-answer.ts';
import type { Refusal } from './gateway-responses.ts';
import type { Route } from './routing.ts';

export type HttpAnswer = Omit<Extract<StreamedInvocation, { ok: true }>, 'ok'>;

/** Asks the function behind a route. An answer that comes after the signal is thrown away. */
export async function callIntegration(
  functions: FunctionHost,
  route: Route,
  event: string,
  signal: AbortSignal,
): Promise<HttpAnswer | Refusal> {
  const call =
    route.transferMode === 'STREAM' ? streamed(functions, route, event) : buffered(functions, route, event);
  const timeout = Promise.withResolvers<'INTEGRATION_TIMEOUT'>();
  signal.addEventListener('abort', () => timeout.resolve('INTEGRATION_TIMEOUT'), { once: true });

  const answer = await Promise.race([call, timeout.promise]);
  if (answer === 'INTEGRATION_TIMEOUT') {
    void call.then((late) => typeof late === 'object' && late.body.destroy()).catch(() => {});
  }
  return answer;
}

async function streamed(functions: FunctionHost, { functionName }: Route, event: string) {
  const answer = await functions.invokeStreaming(functionName, event);
  return answer.ok ? answer : refusalOf(answer);
}

async function buffered(functions: FunctionHost, { functionName }: Route, event: string) {
  const answer = await functions.invoke(functionName, event);
  if (!answer.ok) return refusalOf(answer);

  const http = readBufferedAnswer(answer.payload);
  if (http === undefined) return 'FUNCTION_FAILED';
  const headers = { ...http.headers, 'content-length': [String(http.body.length)] };
  return { ...http, headers, body: Readable.from([http.body], { objectMode: false }) };
}

function refusalOf({ kind }: Extract<StreamedInvocation, { ok: false }>): Refusal {
  return kind === 'too-large' ? 'REQUEST_TOO_LARGE' : 'FUNCTION_FAILED';
}
