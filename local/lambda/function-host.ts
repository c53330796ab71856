import { Environment } from './environment.ts';
import {
  type Failure,
  type FunctionConfig,
  type FunctionHost,
  type FunctionLog,
  type Invocation,
  payloadLimitBytes,
  type StreamedInvocation,
} from './invocation.ts';
import { readPrelude } from './prelude.ts';

/** An environment that was idle for so long is ended, as Lambda does sooner or later. */
const idleMillis = 5 * 60 * 1000;

type Idle = { readonly environment: Environment; readonly timer: NodeJS.Timeout };

/** Runs functions in processes of their own: a warm one when there is one, else a new one. */
export function startFunctionHost(functions: readonly FunctionConfig[], log: FunctionLog): FunctionHost {
  const configs = new Map(functions.map((config) => [config.name, config]));
  const idle = new Map<string, Idle[]>(functions.map(({ name }) => [name, []]));
  const all = new Set<Environment>();
  let isStopping = false;

  return {
    async invoke(functionName, payload): Promise<Invocation> {
      const answer = await run(functionName, payload);
      if (!answer.ok) return answer;

      const text = await textOf(answer.body);
      return text === undefined ? tooLarge('The answer') : { ok: true, payload: text };
    },

    async invokeStreaming(functionName, payload): Promise<StreamedInvocation> {
      const answer = await run(functionName, payload);
      return answer.ok ? readPrelude(answer.body) : answer;
    },

    async stop() {
      isStopping = true;
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };

  async function run(functionName: string, payload: string) {
    const config = configs.get(functionName);
    if (config === undefined) throw new Error(`The templates describe no function "${functionName}".`);
    if (Buffer.byteLength(payload) > payloadLimitBytes) return tooLarge('The payload');
    if (isStopping) return stopping;

    const environment = await take(config);
    const answer = await environment.invoke(payload);
    if (!answer.ok) giveBack(config, environment);
    else answer.body.once('close', () => giveBack(config, environment));
    return answer;
  }

  async function take(config: FunctionConfig): Promise<Environment> {
    const warm = idle.get(config.name)?.pop();
    if (warm !== undefined) {
      clearTimeout(warm.timer);
      if (!warm.environment.isDead) return warm.environment;
    }
    const environment = new Environment(config, log);
    all.add(environment);
    await environment.start();
    return environment;
  }

  function giveBack({ name }: FunctionConfig, environment: Environment): void {
    if (environment.isDead) {
      all.delete(environment);
      return;
    }
    const end = () => {
      idle.set(
        name,
        (idle.get(name) ?? []).filter((entry) => entry.environment !== environment),
      );
      all.delete(environment);
      void environment.stop();
    };
    idle.get(name)?.push({ environment, timer: setTimeout(end, idleMillis).unref() });
  }
}

const stopping: Failure = {
  ok: false,
  kind: 'crash',
  errorName: 'Runtime.ExitError',
  errorMessage: 'The stack is stopping.',
};

function tooLarge(what: string): Failure {
  const errorMessage = `${what} is larger than ${payloadLimitBytes} bytes, Lambda's limit.`;
  return { ok: false, kind: 'too-large', errorName: 'RequestTooLarge', errorMessage };
}

/** `undefined` when it is over the limit. A process that dies half-way leaves half an answer, which is no JSON. */
async function textOf(body: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes <= payloadLimitBytes) chunks.push(chunk);
  }
  return bytes > payloadLimitBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}
