import { EnvironmentPool } from './environment-pool.ts';
import { notStartedAnyMore, requestTooLarge, responseTooLarge } from './failures.ts';
import type {
  FunctionConfig,
  FunctionHost,
  FunctionLog,
  Invocation,
  StreamedInvocation,
} from './invocation.ts';
import { requestLimitBytes, responseLimitBytes } from './payload-limits.ts';
import { readPrelude } from './prelude.ts';

/** Runs functions in processes of their own, each the official runtime client, as Lambda does. */
export function startFunctionHost(functions: readonly FunctionConfig[], log: FunctionLog): FunctionHost {
  const pools = new Map(functions.map((config) => [config.name, new EnvironmentPool(config, log)]));
  let isStopping = false;

  function run(functionName: string, payload: string) {
    const pool = pools.get(functionName);
    if (pool === undefined) throw new Error(`The templates describe no function "${functionName}".`);
    if (isStopping) return notStartedAnyMore;

    return Buffer.byteLength(payload) > requestLimitBytes ? requestTooLarge : pool.run(payload);
  }

  return {
    async invoke(functionName, payload): Promise<Invocation> {
      const running = run(functionName, payload);
      if ('ok' in running) return running;
      const answer = await running.answer;
      if (!answer.ok) return answer;

      const text = await textOf(answer.body);
      const failure = await running.ended;
      return failure ?? (text === undefined ? responseTooLarge : { ok: true, payload: text });
    },

    async invokeStreaming(functionName, payload): Promise<StreamedInvocation> {
      const running = run(functionName, payload);
      if ('ok' in running) return running;
      const answer = await running.answer;
      return answer.ok ? readPrelude(answer.body, running.ended) : answer;
    },

    async stop() {
      isStopping = true;
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}

/** `undefined` when it is over the limit, or cut off: how the invocation ended says why. */
async function textOf(body: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes <= responseLimitBytes) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return bytes > responseLimitBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}
