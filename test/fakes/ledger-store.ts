import type {
  ChargeOutcome,
  Completion,
  Ledger,
  SettleOutcome,
} from '../../lambdas/domain/credits/ledger.ts';
import { completedJob } from '../../lambdas/domain/jobs/completed-job.ts';
import type { Job, JobParams } from '../../lambdas/domain/jobs/job.ts';
import type { JobFailure } from '../../lambdas/domain/jobs/job-failure.ts';
import type { JobStore } from '../../lambdas/domain/jobs/job-store.ts';
import { refundedJob } from '../../lambdas/domain/jobs/refunded-job.ts';
import type { LostSample } from '../../lambdas/domain/jobs/sample-outcome.ts';

/** Jobs and one team's balance, in memory, with the guards that the real store has. */
export class FakeLedgerStore implements Ledger, JobStore {
  readonly jobs = new Map<string, Job>();
  readonly params = new Map<string, JobParams>();
  balance: number;

  constructor(balance = 100) {
    this.balance = balance;
  }

  async accept(job: Job, params: JobParams): Promise<void> {
    if (this.jobs.has(job.jobId)) return;
    this.jobs.set(job.jobId, job);
    this.params.set(job.jobId, params);
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
