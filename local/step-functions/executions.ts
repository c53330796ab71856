import { ExecutionAbortedError, ExecutionTimeoutError, StateMachine } from 'aws-local-stepfunctions';
import { adaptDefinition, taskStates } from './definition.ts';
import { type ExecutionHistory, historyEventOf } from './execution-history.ts';
import type { Execution, ExecutionStore } from './execution-store.ts';
import { withinStateLimit } from './state-limit.ts';
import { ExecutionOver } from './task-failure.ts';
import { type TaskDependencies, type TaskHandler, taskHandler } from './task-handlers.ts';

export type ExecutionEnd = Execution & { readonly stateMachineArn: string; readonly executionArn: string };

type Options = {
  readonly stateMachineArn: string;
  /** ASL, as the template has it. */
  readonly definition: unknown;
  readonly store: ExecutionStore;
  readonly history: ExecutionHistory;
  readonly tasks: TaskDependencies;
  /** Told once for every execution that ends. */
  readonly onEnd: (end: ExecutionEnd) => void;
  /** Told of every state that an execution enters: in AWS, each is paid for. */
  readonly onStateEntered?: (executionName: string, stateName: string) => void;
};

type Outcome = Pick<Execution, 'status' | 'output' | 'error' | 'cause'>;

const endEvents: Readonly<Record<Execution['status'], string>> = {
  RUNNING: 'ExecutionStarted',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** Runs the template's own state machine. After a restart every open execution runs again from its start. */
export class Executions {
  readonly #options: Options;
  readonly #machine: StateMachine;
  readonly #running = new Map<string, () => void>();
  #isStopping = false;

  constructor(options: Options) {
    this.#options = options;
    const adapted = adaptDefinition(options.definition);
    // The interpreter's own check knows neither custom resources' parameters nor ARNs of this machine.
    this.#machine = newMachine(adapted);
    for (const resource of taskStates(adapted).values()) taskHandler(resource, options.tasks);
  }

  get stateMachineArn(): string {
    return this.#options.stateMachineArn;
  }

  /** Starts an execution that the store does not know yet. */
  start(name: string, input: string): Execution {
    this.#options.store.start(name, input, Date.now());
    this.#note(name, 'ExecutionStarted');
    void this.#run(name, input);
    return this.find(name);
  }

  find(name: string): Execution {
    const execution = this.#options.store.find(name);
    if (execution === undefined) throw new Error(`The execution ${name} was never started.`);
    return execution;
  }

  /** Runs what was open when the last process ended. Every step is repeatable, and this proves it daily. */
  resume(): number {
    const open = this.#options.store.running();
    for (const { name, input } of open) {
      this.#note(name, 'ExecutionRedriven');
      void this.#run(name, input);
    }
    return open.length;
  }

  stop(name: string, error: string, cause: string): void {
    const abort = this.#running.get(name);
    this.#running.delete(name);
    this.#end(name, { status: 'ABORTED', output: null, error, cause });
    abort?.();
  }

  /** Leaves open executions as they are on disk: the next start runs them again. */
  suspend(): void {
    this.#isStopping = true;
    for (const abort of this.#running.values()) abort();
    this.#running.clear();
  }

  executionArn(name: string): string {
    return `${this.#options.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }

  async #run(name: string, input: string): Promise<void> {
    const over = new AbortController();
    const outcome = await this.#interpret(name, JSON.parse(input), over).then(succeeded, failed);
    // Whatever still waits for a token waits in vain.
    over.abort();
    // Stopped or suspended meanwhile: whoever did that has said how it stands.
    if (this.#isStopping || !this.#running.delete(name)) return;
    this.#end(name, outcome);
  }

  async #interpret(name: string, input: unknown, over: AbortController): Promise<unknown> {
    const run = this.#machine.run(jsonOf(input), {
      overrides: { taskResourceLocalHandlers: this.#handlers(over.signal) },
      context: this.#context(name, input),
    });
    this.#running.set(name, () => {
      over.abort();
      run.abort();
    });
    void this.#record(name, run.eventLogs);
    return withinStateLimit(await run.result);
  }

  #handlers(over: AbortSignal) {
    const { definition, tasks } = this.#options;
    return Object.fromEntries(
      [...taskStates(definition)].map(([state, resource]) => {
        const handle = taskHandler(resource, tasks);
        return [state, (input: unknown) => guarded(handle, input, over)];
      }),
    );
  }

  #context(name: string, input: unknown) {
    const { stateMachineArn, tasks } = this.#options;
    return {
      Execution: { Id: this.executionArn(name), Name: name, Input: jsonOf(input) },
      StateMachine: { Id: stateMachineArn, Name: stateMachineArn.split(':').at(-1) ?? '' },
      Task: {
        // Read once for each task that names it, so that each gets a token of its own.
        get Token() {
          return tasks.tokens.issue();
        },
      },
    };
  }

  /** Until the stack stops, and closes the history. */
  async #record(name: string, events: ReturnType<StateMachine['run']>['eventLogs']): Promise<void> {
    for await (const event of events) {
      if (event.type === 'StateEntered') this.#options.onStateEntered?.(name, event.state.name);
      const known = this.#isStopping ? undefined : historyEventOf(event);
      if (known !== undefined) this.#options.history.add(name, known);
    }
  }

  #note(name: string, type: string, { error, cause }: Partial<Outcome> = {}): void {
    const why = { error: error ?? null, cause: cause ?? null };
    this.#options.history.add(name, { atMillis: Date.now(), type, state: null, itemIndex: null, ...why });
  }

  #end(name: string, outcome: Outcome): void {
    const { store, stateMachineArn, onEnd } = this.#options;
    store.end(name, { ...outcome, stoppedAtMillis: Date.now() });
    this.#note(name, endEvents[outcome.status], outcome);
    onEnd({ ...this.find(name), stateMachineArn, executionArn: this.executionArn(name) });
  }
}

function newMachine(definition: ReturnType<typeof adaptDefinition>): StateMachine {
  const [machineDefinition] = [JSON.parse(JSON.stringify(definition))];
  return new StateMachine(machineDefinition, { validationOptions: { noValidate: true } });
}

/** The interpreter would retry and catch in an execution that was stopped; this keeps it from going on. */
async function guarded(handle: TaskHandler, input: unknown, over: AbortSignal) {
  if (over.aborted) throw new ExecutionOver();
  try {
    return jsonOf(withinStateLimit(await handle(withinStateLimit(input), over)));
  } catch (error) {
    throw over.aborted ? new ExecutionOver() : error;
  }
}

function jsonOf(value: unknown) {
  return JSON.parse(JSON.stringify(value ?? null));
}

function succeeded(result: unknown): Outcome {
  return { status: 'SUCCEEDED', output: JSON.stringify(result), error: null, cause: null };
}

function failed(error: unknown): Outcome {
  if (error instanceof ExecutionTimeoutError) {
    return { status: 'TIMED_OUT', output: null, error: 'States.Timeout', cause: null };
  }
  if (error instanceof ExecutionAbortedError)
    return { status: 'ABORTED', output: null, error: null, cause: null };

  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const name = cause instanceof Error ? cause.name : 'States.Runtime';
  return {
    status: 'FAILED',
    output: null,
    error: name,
    cause: cause instanceof Error ? cause.message : String(cause),
  };
}
