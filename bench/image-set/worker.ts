import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const child = fileURLToPath(import.meta.resolve('./child.ts'));

const answer = z.object({
  /** Of the full picture; null when it was refused for its pixels. */
  bytes: z.int().nullable(),
  millis: z.number(),
  idleBytes: z.int(),
  peakBytes: z.int(),
});

export type Made = z.output<typeof answer>;

/** Our image set, our decoding of a caller's reference, or one WebP as sharp makes it when asked for nothing else. */
export type How = 'ours' | 'reference' | 'bare sharp';

/** A process that makes pictures of one file. */
export class Worker {
  readonly #process: ChildProcess;
  readonly #ready: Promise<unknown>;

  constructor(file: string, how: How) {
    // As the template has it for functions with sharp, and nobody for others.
    const env = { ...process.env, ...(how !== 'bare sharp' ? { MALLOC_ARENA_MAX: '2' } : {}) };
    this.#process = fork(child, [file, how], { env, execArgv: ['--disable-warning=ExperimentalWarning'] });
    this.#ready = this.#next();
  }

  async make(): Promise<Made> {
    await this.#ready;
    const next = this.#next();
    this.#process.send('make');
    return answer.parse(await next);
  }

  stop(): void {
    this.#process.kill();
  }

  async #next(): Promise<unknown> {
    const waiting = new AbortController();
    const { signal } = waiting;
    try {
      const ended = once(this.#process, 'exit', { signal }).then(([code, killed]) => {
        throw new Error(`A process that makes pictures ended with ${killed ?? code}.`);
      });
      // Whatever comes first; the other is not waited for any more.
      const [message] = await Promise.race([once(this.#process, 'message', { signal }), ended]);
      return message;
    } finally {
      waiting.abort();
    }
  }
}
