import type { Job, JobParams } from './job.ts';
import type { JobFailure } from './job-failure.ts';
import type { JobStatus } from './job-status.ts';

/** Jobs as stored. Reads are consistent. Every method may throw `StoreUnavailable`. */
export interface JobStore {
  /**
   * Writes a queued job and its params. A repeat with the same job id changes nothing. With `once`, nothing is written
   * when another job holds the caller's key: `key-taken`.
   */
  accept(job: Job, params: JobParams, once?: OnceOnly): Promise<'accepted' | 'key-taken'>;
  find(jobId: string): Promise<Job | undefined>;
  findParams(jobId: string): Promise<JobParams | undefined>;
  /** The job that a caller's key stands for, while it does. */
  findOnce(teamId: string, keySha256Hex: string, nowMillis: number): Promise<OnceRecord | undefined>;
  /** `queued → failed`: no money moved. A repeat, or a job that moved on, changes nothing; answers how the job stands. */
  failUncharged(jobId: string, failure: JobFailure, nowMillis: number): Promise<Job>;
}

/** A caller's Idempotency-Key, to be taken together with the job's acceptance. */
export type OnceOnly = {
  readonly keySha256Hex: string;
  readonly bodySha256Hex: string;
  readonly nowMillis: number;
  readonly expiresAtMillis: number;
  /** A job that took the key before and was never charged: its key is free again. */
  readonly instead: string | null;
};

export type OnceRecord = { readonly jobId: string; readonly bodySha256Hex: string };

/** A team's jobs, newest first, for whoever lost an id. May lag behind by a moment. Throws `StoreUnavailable`. */
export interface JobHistory {
  list(query: JobHistoryQuery): Promise<JobHistoryPage>;
}

export type JobHistoryQuery = {
  readonly teamId: string;
  readonly status: JobStatus | undefined;
  /** 1–100. */
  readonly limit: number;
  /** Where the last page ended. */
  readonly after: JobPlace | undefined;
};

/** A job's place in the history of its team. */
export type JobPlace = { readonly createdAtMillis: number; readonly jobId: string };

export type JobHistoryPage = { readonly jobs: readonly Job[]; readonly next: JobPlace | undefined };

/** The sweeper's view: jobs with something left to do, oldest deadline first. Eventually consistent. */
export interface OpenJobs {
  list(): AsyncIterable<OpenJob>;
  /** Jobs that have ended without some of their pictures, and whose objects nobody swept yet. */
  listLeftovers(deadlineBeforeMillis: number): AsyncIterable<OpenJob>;
  /** Nothing is left of a job that was listed as leftovers. A repeat changes nothing. Throws `StoreUnavailable`. */
  close(jobId: string): Promise<void>;
}

export type OpenJob = { readonly jobId: string; readonly deadlineAtMillis: number };
