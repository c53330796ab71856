import type { Scheduler } from './scheduler.ts';
import type { Json, Machine, Retry, State } from './state-language.ts';

/** An error as Step Functions carries it. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly error: string;
  readonly errorCause: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.errorCause = cause;
  }
}

type Execution = { status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' };
type Token = {
  readonly execution: Execution;
  readonly settle: (answer: { value: unknown } | { error: StateError }) => void;
};

export type EngineParts = {
  readonly scheduler: Scheduler;
  readonly machine: Machine & { TimeoutSeconds?: number };
  /** Calls the function behind a Task. Rejections become errors of the state. */
  readonly invoke: (resource: string, input: Json) => Promise<unknown>;
  /** Sends a message that holds a task token. */
  readonly send: (queueUrl: string, body: Json) => Promise<void>;
  readonly started: (name: string) => void;
  /** Hears of executions that ended badly, as EventBridge would. */
  readonly endedBadly: (name: string) => void;
};

/** A new one each time, or one would hold all who ever waited. */
const never = () => new Promise<never>(() => undefined);

/** Interprets the synthesised definition itself, on the simulation's clock: the part of the language that it uses. */
export class WorkflowEngine {
  readonly #parts: EngineParts;
  readonly #executions = new Map<string, Execution>();
  readonly #tokens = new Map<string, Token>();
  #tokenCount = 0;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  start(name: string, input: Json): 'started' | 'already-started' {
    if (this.#executions.has(name)) return 'already-started';
    const execution: Execution = { status: 'RUNNING' };
    this.#executions.set(name, execution);
    const { scheduler, machine } = this.#parts;
    scheduler.after((machine.TimeoutSeconds ?? 1e9) * 1000, () => this.#end(name, execution, 'TIMED_OUT'));
    this.#parts.started(name);
    void this.#run(machine, copied(input), execution).then(
      () => this.#end(name, execution, 'SUCCEEDED'),
      () => this.#end(name, execution, 'FAILED'),
    );
    return 'started';
  }

  status(name: string): 'running' | 'closed' | 'unknown' {
    const execution = this.#executions.get(name);
    if (execution === undefined) return 'unknown';
    return execution.status === 'RUNNING' ? 'running' : 'closed';
  }

  stop(name: string): void {
    const execution = this.#executions.get(name);
    if (execution !== undefined) this.#end(name, execution, 'ABORTED');
  }

  /** `stale` when nobody waits for the token any more. */
  answer(token: string, answer: { value: unknown } | { error: StateError }): 'accepted' | 'stale' {
    const waiting = this.#tokens.get(token);
    if (waiting?.execution.status !== 'RUNNING') return 'stale';
    waiting.settle(answer);
    return 'accepted';
  }

  #end(name: string, execution: Execution, status: Execution['status']): void {
    if (execution.status !== 'RUNNING') return;
    execution.status = status;
    if (status !== 'SUCCEEDED') this.#parts.endedBadly(name);
  }

  async #run(machine: Machine, input: unknown, execution: Execution, mapItem?: unknown): Promise<unknown> {
    let data = input;
    for (let name = machine.StartAt; ; ) {
      if (execution.status !== 'RUNNING') await never();
      const state = machine.States[name];
      if (state === undefined) throw new Error(`There is no state ${name}.`);
      if (state.Type === 'Fail') throw new StateError(state.Error ?? '', state.Cause ?? '');

      const { next, output } = await this.#step(state, data, execution, mapItem);
      data = output;
      if (next === undefined) return data;
      name = next;
    }
  }

  async #step(state: State, data: unknown, execution: Execution, mapItem: unknown) {
    const attempts = new Map<Retry, number>();
    for (;;) {
      try {
        const result = await this.#act(state, data, execution, mapItem);
        if (execution.status !== 'RUNNING') await never();
        return {
          next: state.End === true ? undefined : state.Next,
          output: placed(data, state.ResultPath, result),
        };
      } catch (thrown) {
        if (execution.status !== 'RUNNING') await never();
        const error = thrown instanceof StateError ? thrown : stateErrorOf(thrown);
        const retry = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, error));
        const made = retry === undefined ? 0 : (attempts.get(retry) ?? 0);
        if (retry !== undefined && made < (retry.MaxAttempts ?? 3)) {
          attempts.set(retry, made + 1);
          await this.#pause(retry, made);
          continue;
        }
        const caught = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, error));
        if (caught === undefined) throw error;
        const output = placed(data, caught.ResultPath, { Error: error.error, Cause: error.errorCause });
        return { next: caught.Next, output };
      }
    }
  }

  async #act(state: State, data: unknown, execution: Execution, mapItem: unknown): Promise<unknown> {
    switch (state.Type) {
      case 'Pass':
        return state.Parameters === undefined ? data : filled(state.Parameters, data, { mapItem });
      case 'Map': {
        const items = at(data, state.ItemsPath ?? '$') as unknown[];
        const processor = state.ItemProcessor;
        if (processor === undefined) throw new Error('A Map has no processor.');
        return Promise.all(
          items.map((item) => {
            const input = filled(state.ItemSelector ?? {}, data, { mapItem: item });
            return this.#run(processor, input, execution, item);
          }),
        );
      }
      case 'Task':
        return state.Resource?.endsWith('.waitForTaskToken') === true
          ? this.#ask(state, data, execution, mapItem)
          : this.#parts.invoke(state.Resource ?? '', copied(data) as Json);
      default:
        throw new Error(`The engine knows no ${state.Type}.`);
    }
  }

  /** Sends the message and waits for its token, for so long. */
  async #ask(state: State, data: unknown, execution: Execution, mapItem: unknown): Promise<unknown> {
    const token = `token-${++this.#tokenCount}`;
    const answered = new Promise((resolve, reject) => {
      this.#tokens.set(token, {
        execution,
        settle: (answer) => {
          this.#tokens.delete(token);
          if ('error' in answer) reject(answer.error);
          else resolve(answer.value);
        },
      });
    });
    answered.catch(() => undefined);
    const { QueueUrl, MessageBody } = filled(state.Parameters ?? {}, data, { mapItem, token }) as Json;
    try {
      await this.#parts.send(String(QueueUrl), MessageBody as Json);
    } catch (error) {
      this.#tokens.delete(token);
      throw error;
    }
    const seconds = Number(at(data, state.TimeoutSecondsPath ?? '$'));
    this.#parts.scheduler.after(seconds * 1000, () => {
      this.#tokens.get(token)?.settle({ error: new StateError('States.Timeout', '') });
    });
    return answered;
  }

  async #pause({ IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = 60 }: Retry, made: number) {
    const longest = Math.min(IntervalSeconds * BackoffRate ** made, MaxDelaySeconds);
    await this.#parts.scheduler.sleep(this.#parts.scheduler.chance() * longest * 1000);
  }
}

/** As JSON carries it from one state to the next. */
function copied(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

function stateErrorOf(thrown: unknown): StateError {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new StateError(name, JSON.stringify({ errorType: name, errorMessage: message }));
}

function matches(names: readonly string[], { error }: StateError): boolean {
  return names.includes(error) || names.includes('States.ALL');
}

function at(data: unknown, path: string): unknown {
  const steps = path.split('.').slice(1);
  return steps.reduce((value: unknown, step) => (value as Json | undefined)?.[step], data);
}

function placed(data: unknown, path: string | undefined, result: unknown): unknown {
  if (path === undefined || path === '$') return result;
  return { ...(data as Json), [path.slice(2)]: result };
}

function filled(template: unknown, data: unknown, context: { mapItem?: unknown; token?: string }): unknown {
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => {
      if (!name.endsWith('.$')) return [name, filled(value, data, context)];
      return [name.slice(0, -2), resolved(String(value), data, context)];
    }),
  );
}

function resolved(
  path: string,
  data: unknown,
  { mapItem, token }: { mapItem?: unknown; token?: string },
): unknown {
  if (path === '$$.Task.Token') return token;
  if (path.startsWith('$$.Map.Item.Value')) return at(mapItem, path.replace('$$.Map.Item.Value', '$'));
  return at(data, path);
}
