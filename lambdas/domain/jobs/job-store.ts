import type { Job, JobParams } from './job.ts';
import type { JobFailure } from './job-failure.ts';

/** Jobs as stored. Reads are consistent. Every method may throw `StoreUnavailable`. */
export interface JobStore {
  /** Writes a queued job and its params. A repeat with the same job id changes nothing. */
  accept(job: Job, params: JobParams): Promise<void>;
  find(jobId: string): Promise<Job | undefined>;
  findParams(jobId: string): Promise<JobParams | undefined>;
  /** `queued → failed`: no money moved. A repeat, or a job that moved on, changes nothing; answers how the job stands. */
  failUncharged(jobId: string, failure: JobFailure, nowMillis: number): Promise<Job>;
}

/** The sweeper's view: jobs that have not ended, oldest deadline first. Eventually consistent. */
export interface OpenJobs {
  list(): AsyncIterable<{ readonly jobId: string; readonly deadlineAtMillis: number }>;
}
