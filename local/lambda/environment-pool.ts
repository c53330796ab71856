import { Environment, type RunningInvocation } from './environment.ts';
import { throttled } from './failures.ts';
import type { Failure, FunctionConfig, FunctionLog } from './invocation.ts';

/** An environment that was idle for so long is ended, as Lambda does sooner or later. */
const idleLimitMillis = 60 * 1000;

/** The environments of one function: a warm one when there is one, else a new one. */
export class EnvironmentPool {
  readonly #config: FunctionConfig;
  readonly #log: FunctionLog;
  /** Last in, first out, so that what is not needed becomes old. */
  readonly #idle: { readonly environment: Environment; readonly reaper: NodeJS.Timeout }[] = [];
  readonly #all = new Set<Environment>();
  #runningCount = 0;

  constructor(config: FunctionConfig, log: FunctionLog) {
    this.#config = config;
    this.#log = log;
  }

  run(payload: string): RunningInvocation | Failure {
    if (this.#runningCount >= (this.#config.reservedConcurrency ?? Number.POSITIVE_INFINITY))
      return throttled;

    const environment = this.#takeWarm() ?? this.#startNew();
    this.#runningCount += 1;
    const running = environment.invoke(payload);
    void running.ended.then(() => {
      this.#runningCount -= 1;
      if (!environment.isDead) this.#keepWarm(environment);
    });
    return running;
  }

  async stop(): Promise<void> {
    for (const { reaper } of this.#idle.splice(0)) clearTimeout(reaper);
    await Promise.all([...this.#all].map((environment) => environment.stop()));
  }

  #takeWarm(): Environment | undefined {
    for (let entry = this.#idle.pop(); entry !== undefined; entry = this.#idle.pop()) {
      clearTimeout(entry.reaper);
      if (!entry.environment.isDead) return entry.environment;
    }
    return undefined;
  }

  #startNew(): Environment {
    const environment = new Environment(this.#config, this.#log);
    this.#all.add(environment);
    void environment.exited.then(() => this.#all.delete(environment));
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
