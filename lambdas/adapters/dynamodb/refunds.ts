import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { Ledger, SettleOutcome } from '../../domain/credits/ledger.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import { UnknownJob } from '../../domain/jobs/errors.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import { refundedJob } from '../../domain/jobs/refunded-job.ts';
import type { LostSample } from '../../domain/jobs/sample-outcome.ts';
import { modelCounters } from './balance-record.ts';
import { DynamoJobStore } from './job-store.ts';
import { keys, leftoversPartition } from './keys.ts';
import { jobLedgerEntry, putLedgerEntry } from './ledger-record.ts';
import { type TransactItems, transact } from './transaction.ts';

const maxRounds = 5;

/**
 * | who comes                  | job       | outcome                                                   |
 * |----------------------------|-----------|-----------------------------------------------------------|
 * | first refund               | active    | the whole cost goes back, the job fails                   |
 * | repeated refund            | failed    | `job-moved-on`, nothing moves                             |
 * | refund after a completion  | completed | `job-moved-on`, nothing moves: the pictures are there     |
 * | refund of an uncharged job | queued    | `job-moved-on`, nothing moves: there is nothing to return |
 */
export class DynamoRefunds implements Pick<Ledger, 'refund'> {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly jobs: string; readonly credits: string };
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, tables: { jobs: string; credits: string }, clock: Clock) {
    this.#client = client;
    this.#tables = tables;
    this.#clock = clock;
  }

  async refund(
    jobId: string,
    failure: JobFailure,
    lost: readonly LostSample[],
    nowMillis: number,
  ): Promise<SettleOutcome> {
    const jobs = new DynamoJobStore(this.#client, this.#tables.jobs, this.#clock);
    for (let round = 1; round <= maxRounds; round += 1) {
      const job = await jobs.find(jobId);
      if (job === undefined) throw new UnknownJob(jobId);
      if (job.status !== 'active') return { outcome: 'job-moved-on', job };

      const failed = refundedJob(job, failure, lost, nowMillis);
      const moved = await transact(this.#client, 'refund', this.#items(failed, nowMillis), this.#clock);
      if (moved.committed) return { outcome: 'settled', job: failed };
    }
    throw new TransactionConflict('refund', maxRounds);
  }

  /** The guard is exactly `active`, not "whatever may fail": a queued job may fail too, but has paid nothing. */
  #items(failed: Job, nowMillis: number): TransactItems {
    return [
      {
        Update: {
          TableName: this.#tables.jobs,
          Key: keys.job(failed.jobId),
          ConditionExpression: '#status = :active',
          UpdateExpression:
            'SET #status = :failed, #failure = :failure, lost = :lost, refunded = :cost, endedAtMillis = :now, #open = :leftovers',
          ExpressionAttributeNames: { '#status': 'status', '#failure': 'failure', '#open': 'open' },
          ExpressionAttributeValues: {
            ':active': 'active',
            ':failed': 'failed',
            ':failure': failed.failure,
            ':lost': failed.lost,
            ':cost': failed.cost,
            ':now': nowMillis,
            ':leftovers': leftoversPartition,
          },
        },
      },
      {
        Update: {
          TableName: this.#tables.credits,
          Key: keys.balance(failed.teamId),
          UpdateExpression:
            'ADD balance :cost, refunded :cost, activeJobs :minusOne, #creditsOfModel :minusCost',
          ExpressionAttributeNames: modelCounters(failed.model, ['credits']),
          ExpressionAttributeValues: { ':cost': failed.cost, ':minusCost': -failed.cost, ':minusOne': -1 },
        },
      },
      putLedgerEntry(
        this.#tables.credits,
        failed.teamId,
        jobLedgerEntry('refund', failed.jobId, failed.cost, nowMillis),
      ),
    ];
  }
}
