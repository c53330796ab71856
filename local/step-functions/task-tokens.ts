import { randomBytes } from 'node:crypto';
import { TaskFailure } from './task-failure.ts';

type Waiting = { readonly resolve: (output: unknown) => void; readonly reject: (error: Error) => void };

/** Tasks that wait for somebody to answer their token. A token is good once, and only while its task waits. */
export class TaskTokens {
  readonly #waiting = new Map<string, Waiting>();

  issue(): string {
    return randomBytes(48).toString('base64url');
  }

  /** Whether this can be a token of ours at all, of this boot or of a former one. */
  isToken(text: string): boolean {
    return /^[\w-]{64}$/.test(text);
  }

  /** Waits for the answer, for at most so long. */
  wait(token: string, timeoutSeconds: number, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(token);
        settle();
      };
      const fail = (error: Error) => end(() => reject(error));
      const onAbort = () => fail(new TaskFailure('States.TaskFailed', 'The execution was stopped.'));
      const timer = setTimeout(() => fail(new TaskFailure('States.Timeout', '')), timeoutSeconds * 1000);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.set(token, { resolve: (output) => end(() => resolve(output)), reject: fail });
    });
  }

  /** False when nobody waits for this token any more. */
  succeed(token: string, output: unknown): boolean {
    const waiting = this.#waiting.get(token);
    waiting?.resolve(output);
    return waiting !== undefined;
  }

  fail(token: string, error: string, cause: string): boolean {
    const waiting = this.#waiting.get(token);
    waiting?.reject(new TaskFailure(error, cause));
    return waiting !== undefined;
  }

  isWaiting(token: string): boolean {
    return this.#waiting.has(token);
  }
}
