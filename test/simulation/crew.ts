import { Worker } from 'node:worker_threads';
import type { Report, Task } from './tasks.ts';

/** Threads that share a list of tasks; each simulation keeps one core busy. */
export class Crew {
  readonly #workers: readonly Worker[];

  constructor(workers: number) {
    this.#workers = Array.from(
      { length: workers },
      () => new Worker(new URL('./worker.ts', import.meta.url)),
    );
  }

  /** Until the tasks or the caller's interest end. `onReport` answers whether to go on. */
  async run(tasks: Iterable<Task>, onReport: (report: Report) => boolean): Promise<void> {
    const left = tasks[Symbol.iterator]();
    let goesOn = true;
    await Promise.all(
      this.#workers.map(async (worker) => {
        for (let next = left.next(); goesOn && next.done !== true; next = left.next()) {
          goesOn = onReport(await reportOf(worker, next.value)) && goesOn;
        }
      }),
    );
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function reportOf(worker: Worker, task: Task): Promise<Report> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (report: Report) => {
      worker.off('error', reject);
      resolve(report);
    });
    worker.postMessage(task);
  });
}
