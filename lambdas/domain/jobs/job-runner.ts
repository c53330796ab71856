/** The workflow engine, as the API and the sweeper see it. The execution of a job bears the job's id as its name. */
export interface JobRunner {
  /** Starting twice is harmless: `already-started` says that the engine knows this job, running or closed. */
  start(job: StartedJob): Promise<'started' | 'already-started'>;
  status(jobId: string): Promise<'running' | 'closed' | 'unknown'>;
  /** Ends a running execution; one that is closed or unknown is left alone. */
  stop(jobId: string, reason: string): Promise<void>;
}

export type StartedJob = {
  readonly jobId: string;
  readonly teamId: string;
  /** Of the request that asked for it, for every step's log; null when the sweeper starts it, who does not know. */
  readonly requestId: string | null;
};
