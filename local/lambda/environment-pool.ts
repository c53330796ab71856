import { availableParallelism } from 'node:os';
import { Environment, type RunningInvocation } from './environment.ts';
import { notStartedAnyMore, throttled } from './failures.ts';
import type { Failure, FunctionConfig, FunctionLog } from './invocation.ts';

/** An environment that was idle for so long is ended, as Lambda does sooner or later. */
const idleLimitMillis = 60 * 1000;

/** Loading a function takes a processor: more at once would all be late, and the first to be done could serve others. */
const loadsAtOnce = Math.max(2, availableParallelism());

/** An invocation that no environment has taken yet. */
type Waiting = {
  readonly payload: string;
  readonly begin: (running: RunningInvocation) => void;
};

/**
 * The environments of one function: a warm one when there is one, else a new one. Of a burst, most wait in line until one
 * is warm or may be started; Lambda starts as many as are asked for, but not on one machine.
 */
export class EnvironmentPool {
  readonly #config: FunctionConfig;
  readonly #log: FunctionLog;
  /** Last in, first out, so that what is not needed becomes old. */
  readonly #idle: { readonly environment: Environment; readonly reaper: NodeJS.Timeout }[] = [];
  readonly #all = new Set<Environment>();
  readonly #waiting: Waiting[] = [];
  /** Those that wait included. */
  #runningCount = 0;
  #loadingCount = 0;

  constructor(config: FunctionConfig, log: FunctionLog) {
    this.#config = config;
    this.#log = log;
  }

  run(payload: string): RunningInvocation | Failure {
    if (this.#runningCount >= (this.#config.reservedConcurrency ?? Number.POSITIVE_INFINITY))
      return throttled;

    this.#runningCount += 1;
    const taken = Promise.withResolvers<RunningInvocation>();
    const running = {
      answer: taken.promise.then(({ answer }) => answer),
      ended: taken.promise.then(({ ended }) => ended),
    };
    this.#waiting.push({ payload, begin: taken.resolve });
    this.#serve();
    return running;
  }

  async stop(): Promise<void> {
    const never = { answer: Promise.resolve(notStartedAnyMore), ended: Promise.resolve(notStartedAnyMore) };
    for (const { begin } of this.#waiting.splice(0)) begin(never);
    for (const { reaper } of this.#idle.splice(0)) clearTimeout(reaper);
    await Promise.all([...this.#all].map((environment) => environment.stop()));
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const environment = this.#takeWarm() ?? this.#startNew();
      if (environment === undefined) return;
      this.#waiting.shift();
      const running = environment.invoke(next.payload);
      next.begin(running);
      void running.ended.then(() => {
        this.#runningCount -= 1;
        if (!environment.isDead) this.#keepWarm(environment);
        this.#serve();
      });
    }
  }

  #takeWarm(): Environment | undefined {
    for (let entry = this.#idle.pop(); entry !== undefined; entry = this.#idle.pop()) {
      clearTimeout(entry.reaper);
      if (!entry.environment.isDead) return entry.environment;
    }
    return undefined;
  }

  /** `undefined` while as many load as this machine loads well. */
  #startNew(): Environment | undefined {
    if (this.#loadingCount >= loadsAtOnce) return undefined;
    const environment = new Environment(this.#config, this.#log);
    this.#all.add(environment);
    void environment.exited.then(() => this.#all.delete(environment));
    this.#loadingCount += 1;
    void environment.loaded.then(() => {
      this.#loadingCount -= 1;
      this.#serve();
    });
    return environment;
  }

  #keepWarm(environment: Environment): void {
    const reaper = setTimeout(() => {
      const index = this.#idle.findIndex((entry) => entry.environment === environment);
      this.#idle.splice(index, 1);
      void environment.stop();
    }, idleLimitMillis);
    this.#idle.push({ environment, reaper: reaper.unref() });
  }
}
