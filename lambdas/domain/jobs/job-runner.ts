/** The workflow engine, as the API and the sweeper see it. The execution of a job bears the job's id as its name. */
export interface JobRunner {
  /** Starting twice is harmless: `already-started` says that the engine knows this job, running or closed. */
  start(job: { readonly jobId: string; readonly teamId: string }): Promise<'started' | 'already-started'>;
  status(jobId: string): Promise<'running' | 'closed' | 'unknown'>;
  /** Ends a running execution; one that is closed or unknown is left alone. */
  stop(jobId: string, reason: string): Promise<void>;
}
