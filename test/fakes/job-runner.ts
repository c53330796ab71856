import type { JobRunner } from '../../lambdas/domain/jobs/job-runner.ts';

/** Remembers which jobs were started, and does with each what the test says. */
export class FakeJobRunner implements JobRunner {
  readonly started: string[] = [];
  readonly #run: (jobId: string) => Promise<unknown>;

  constructor(run: (jobId: string) => Promise<unknown> = async () => undefined) {
    this.#run = run;
  }

  async start({ jobId }: { readonly jobId: string }): Promise<'started' | 'already-started'> {
    if (this.started.includes(jobId)) return 'already-started';
    await this.#run(jobId);
    this.started.push(jobId);
    return 'started';
  }

  async status(jobId: string): Promise<'running' | 'closed' | 'unknown'> {
    return this.started.includes(jobId) ? 'running' : 'unknown';
  }

  async stop(): Promise<void> {}
}
