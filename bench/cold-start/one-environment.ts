import { readdir, readFile } from 'node:fs/promises';
import { Environment } from '../../local/lambda/environment.ts';
import type { FunctionConfig } from '../../local/lambda/invocation.ts';
import { readPrelude } from '../../local/lambda/prelude.ts';

/** Where the lines that functions log go. */
const nowhere = { write() {} };

export class UnexpectedAnswer extends Error {
  override name = 'UnexpectedAnswer' as const;
}

/** A process of its own for a function, as Lambda starts one. */
export class OneEnvironment {
  readonly #config: FunctionConfig;
  readonly #environment: Environment;

  constructor(config: FunctionConfig) {
    this.#config = config;
    this.#environment = new Environment(config, nowhere);
  }

  /** Asks once and reads the whole answer, which must have this status. */
  async ask(event: string, status: number): Promise<void> {
    const { answer, ended } = this.#environment.invoke(event);
    const begun = await answer;
    const reply = begun.ok ? await readPrelude(begun.body, ended) : begun;
    if (!reply.ok) throw new UnexpectedAnswer(`${this.#config.name}: ${reply.errorMessage}`);

    let text = '';
    for await (const chunk of reply.body) text += String(chunk);
    await ended;
    if (reply.statusCode !== status)
      throw new UnexpectedAnswer(`${this.#config.name} answered ${reply.statusCode}: ${text}`);
  }

  /** Of all its threads that live, so far, as Linux counts it; Node's do as long as the process. Before its first answer there is nothing to count. */
  async cpuMillis(): Promise<number> {
    if (this.#environment.processId === undefined) return 0;
    const tasks = `/proc/${this.#environment.processId}/task`;
    const nanos = await Promise.all(
      (await readdir(tasks)).map(async (id) =>
        Number((await readFile(`${tasks}/${id}/schedstat`, 'utf8')).split(' ')[0]),
      ),
    );
    return nanos.reduce((sum, one) => sum + one, 0) / 1e6;
  }

  async stop(): Promise<void> {
    await this.#environment.stop();
  }
}
