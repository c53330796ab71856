import type {
  ChargeOutcome,
  Completion,
  Ledger,
  SettleOutcome,
} from '../../lambdas/domain/credits/ledger.ts';
import { completedJob } from '../../lambdas/domain/jobs/completed-job.ts';
import type { Job, JobParams } from '../../lambdas/domain/jobs/job.ts';
import type { JobFailure } from '../../lambdas/domain/jobs/job-failure.ts';
import type { JobStore, OnceOnly, OnceRecord } from '../../lambdas/domain/jobs/job-store.ts';
import { refundedJob } from '../../lambdas/domain/jobs/refunded-job.ts';
import type { LostSample } from '../../lambdas/domain/jobs/sample-outcome.ts';

/** Jobs and one team's balance, in memory, with the guards that the real store has. */
export class FakeLedgerStore implements Ledger, JobStore {
  readonly jobs = new Map<string, Job>();
  readonly params = new Map<string, JobParams>();
  readonly #onceOnly = new Map<string, OnceRecord & OnceOnly>();
  balance: number;

  constructor(balance = 100) {
    this.balance = balance;
  }

  async accept(job: Job, params: JobParams, once?: OnceOnly): Promise<'accepted' | 'key-taken'> {
    if (this.jobs.has(job.jobId)) return 'accepted';
    if (once !== undefined && !this.#takeKey(job, once)) return 'key-taken';
    this.jobs.set(job.jobId, job);
    this.params.set(job.jobId, params);
    return 'accepted';
  }

  async findOnce(teamId: string, keySha256Hex: string, nowMillis: number): Promise<OnceRecord | undefined> {
    const record = this.#onceOnly.get(`${teamId}/${keySha256Hex}`);
    return record === undefined || record.expiresAtMillis <= nowMillis ? undefined : record;
  }

  async find(jobId: string): Promise<Job | undefined> {
    return this.jobs.get(jobId);
  }

  async findParams(jobId: string): Promise<JobParams | undefined> {
    return this.params.get(jobId);
  }

  async failUncharged(jobId: string, failure: JobFailure, nowMillis: number): Promise<Job> {
    const job = this.#get(jobId);
    if (job.status !== 'queued') return job;
    return this.#set({ ...job, status: 'failed', failure, endedAtMillis: nowMillis });
  }

  async charge({ jobId }: Job, nowMillis: number): Promise<ChargeOutcome> {
    const job = this.#get(jobId);
    if (job.status !== 'queued') return { outcome: 'job-moved-on', job };
    if (this.balance < job.cost)
      return { outcome: 'insufficient-credits', required: job.cost, balance: this.balance };

    this.balance -= job.cost;
    return { outcome: 'charged', job: this.#set({ ...job, status: 'active', chargedAtMillis: nowMillis }) };
  }

  async complete(completion: Completion, nowMillis: number): Promise<SettleOutcome> {
    const job = this.#get(completion.jobId);
    if (job.status !== 'active') return { outcome: 'job-moved-on', job };

    const completed = completedJob(job, completion, nowMillis);
    this.balance += completed.refunded;
    return { outcome: 'settled', job: this.#set(completed) };
  }

  async refund(
    jobId: string,
    failure: JobFailure,
    lost: readonly LostSample[],
    nowMillis: number,
  ): Promise<SettleOutcome> {
    const job = this.#get(jobId);
    if (job.status !== 'active') return { outcome: 'job-moved-on', job };

    this.balance += job.cost;
    return { outcome: 'settled', job: this.#set(refundedJob(job, failure, lost, nowMillis)) };
  }

  #takeKey({ jobId, teamId }: Job, once: OnceOnly): boolean {
    const key = `${teamId}/${once.keySha256Hex}`;
    const taken = this.#onceOnly.get(key);
    if (taken !== undefined && taken.expiresAtMillis > once.nowMillis && taken.jobId !== once.instead)
      return false;
    this.#onceOnly.set(key, { jobId, ...once });
    return true;
  }

  #get(jobId: string): Job {
    const job = this.jobs.get(jobId);
    if (job === undefined) throw new Error(`The fake store has no job ${jobId}.`);
    return job;
  }

  #set(job: Job): Job {
    this.jobs.set(job.jobId, job);
    return job;
  }
}
