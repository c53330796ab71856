import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../lambdas/domain/clock.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';
import type { DynamoTwin } from './twins/dynamo-twin.ts';

/** Never goes on: what a dead process awaits. A new one each time, or one would hold all who ever waited. */
const never = () => new Promise<never>(() => undefined);

export type ProcessWorld = {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly dynamo: DynamoTwin;
  readonly trace: (line: string) => void;
  /** How far the clock of the next process is off. */
  readonly skewMillis: () => number;
};

/** One invocation of a function. Every call that leaves it passes here, may fail in every way, and may be its last. */
export class SimulatedProcess {
  readonly #world: ProcessWorld;
  readonly #name: string;
  /** The clocks of two machines differ. */
  readonly #skewMillis: number;
  #isDead = false;
  #die: (reason: Error) => void = () => undefined;
  readonly #death: Promise<never>;

  constructor(world: ProcessWorld, name: string) {
    this.#world = world;
    this.#name = name;
    this.#skewMillis = world.skewMillis();
    this.#death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.#death.catch(() => undefined);
    const { dynamo } = world;
    const send = (command: object) =>
      this.call(`dynamodb ${describeCommand(command)}`, () => dynamo.run(command));
    this.client = Object.assign(Object.create(dynamo.client) as DynamoDBDocumentClient, { send });
  }

  readonly clock: Clock = {
    nowMillis: () => Math.floor(this.#world.scheduler.nowMillis + this.#skewMillis),
    sleep: async (millis) => {
      await this.#world.scheduler.sleep(millis);
      if (this.#isDead) await never();
    },
    sleepAtMost: (millis) => this.clock.sleep(this.#world.scheduler.chance() * millis),
  };

  /** The document client as this process has it. */
  readonly client: DynamoDBDocumentClient;

  /** Runs the handler; rejects as the platform does when the process dies in it. */
  async run<Result>(handler: (process: SimulatedProcess) => Promise<Result>): Promise<Result> {
    return Promise.race([handler(this), this.#death]);
  }

  async call<Result>(what: string, apply: () => Result): Promise<Result> {
    const { scheduler, faults, trace } = this.#world;
    if (this.#isDead) return never();
    const fault = faults.next(what);
    await scheduler.sleep(scheduler.latencyMillis());
    if (this.#isDead) return never();
    if (fault !== 'none') trace(`${this.#name}: ${what} ${fault}`);

    switch (fault) {
      case 'rejected':
        throw new Error(`${what} was rejected`);
      case 'crash-before':
        return this.#crash();
      case 'crash-applied-late':
        // Mostly when whoever repeats it is in the middle of the same, now and then long after.
        scheduler.after(scheduler.chance() ** 3 * 20_000, () => attempt(apply));
        return this.#crash();
      case 'conflict':
      case 'throttled':
        if (what.includes('TransactWrite'))
          throw cancelled(fault === 'conflict' ? 'TransactionConflict' : 'ThrottlingError');
        throw new Error(`${what} was throttled`);
      default:
    }

    const result = attempt(apply);
    if (fault === 'none')
      trace(`${this.#name}: ${what}${'error' in result ? ` → ${String(result.error)}` : ''}`);
    if (fault === 'crash-after') return this.#crash();
    await scheduler.sleep(scheduler.latencyMillis());
    if (this.#isDead) return never();
    if (fault === 'answer-lost') throw new Error(`the answer of ${what} was lost`);
    if ('error' in result) throw result.error;
    return result.value;
  }

  #crash(): Promise<never> {
    this.#isDead = true;
    const error = Object.assign(new Error(`${this.#name} died`), { name: 'Lambda.Unknown' });
    this.#world.scheduler.after(1000, () => this.#die(error));
    return never();
  }
}

function attempt<Result>(apply: () => Result): { readonly value: Result } | { readonly error: unknown } {
  try {
    return { value: apply() };
  } catch (error) {
    return { error };
  }
}

function cancelled(code: string): Error {
  return new TransactionCanceledException({
    message: code,
    $metadata: {},
    CancellationReasons: [{ Code: code }],
  });
}

function describeCommand(command: object): string {
  const { input = {} } = command as {
    input?: { Key?: { pk?: string; sk?: string }; TransactItems?: unknown[] };
  };
  const { Key, TransactItems } = input;
  const where = Key === undefined ? '' : ` ${Key.pk} ${Key.sk}`;
  return `${command.constructor.name.replace('Command', '')}${where}${TransactItems === undefined ? '' : ` of ${TransactItems.length}`}`;
}
