import { type Laptop, startLaptopProcess } from '../support/laptop-process.ts';
import { databasesOf, type KindOfVictim, killHard, workersOf } from './victims.ts';

/** One data folder, and the stack that runs on it now: it is started again whenever it was killed. */
export class MortalLaptop {
  readonly home: string;
  readonly #assembly: string;
  readonly #variables: Readonly<Record<string, string>>;
  #laptop: Laptop | undefined;
  /** The port that the first start found, so that pictures' addresses and consumers stay as they are. */
  #port = '0';

  constructor(home: string, assembly: string, variables: Readonly<Record<string, string>>) {
    this.home = home;
    this.#assembly = assembly;
    this.#variables = variables;
  }

  get laptop(): Laptop {
    if (this.#laptop === undefined) throw new Error('The stack was not started.');
    return this.#laptop;
  }

  async start(): Promise<void> {
    this.#laptop = await startLaptopProcess(this.home, this.#assembly, {
      ...this.#variables,
      PORT: this.#port,
    });
    this.#port = new URL(this.#laptop.apiUrl).port;
  }

  /** Answers whether something was killed: there may be no process of this kind at the moment. */
  async kill(victim: KindOfVictim, chance: () => number): Promise<boolean> {
    if (victim === 'stack') {
      await this.laptop.killHard();
      await this.start();
      return true;
    }
    const all = victim === 'worker' ? workersOf(this.laptop.pid) : databasesOf(this.laptop.pid);
    const pid = all[Math.floor(chance() * all.length)];
    return pid !== undefined && killHard(pid);
  }

  async stop(): Promise<void> {
    await this.#laptop?.stop();
  }
}
