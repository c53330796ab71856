import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { ChargeOutcome, Ledger } from '../../domain/credits/ledger.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import { UnknownJob } from '../../domain/jobs/errors.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { modelCounters } from './balance-record.ts';
import { DynamoBalances } from './balances.ts';
import { guardFor } from './job-guard.ts';
import { DynamoJobStore } from './job-store.ts';
import { keys } from './keys.ts';
import { jobLedgerEntry, putLedgerEntry } from './ledger-record.ts';
import { type TransactItems, transact } from './transaction.ts';

const maxRounds = 5;

/**
 * | who comes            | job     | finds                         | outcome                         |
 * |----------------------|---------|-------------------------------|---------------------------------|
 * | first charge         | queued  | enough credits, a free place  | all three items move            |
 * | repeated charge      | active  | guard fails                   | `job-moved-on`, nothing moves   |
 * | charge of a poor team| queued  | balance or place fails        | told which, nothing moves       |
 */
export class DynamoCharges implements Pick<Ledger, 'charge'> {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly jobs: string; readonly credits: string };
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, tables: { jobs: string; credits: string }, clock: Clock) {
    this.#client = client;
    this.#tables = tables;
    this.#clock = clock;
  }

  async charge(job: Job, nowMillis: number): Promise<ChargeOutcome> {
    for (let round = 1; round <= maxRounds; round += 1) {
      const moved = await transact(this.#client, 'charge', this.#items(job, nowMillis), this.#clock);
      if (moved.committed) {
        return { outcome: 'charged', job: { ...job, status: 'active', chargedAtMillis: nowMillis } };
      }
      const refusal = await this.#explain(job, moved.failed);
      if (refusal !== undefined) return refusal;
    }
    throw new TransactionConflict('charge', maxRounds);
  }

  #items(job: Job, nowMillis: number): TransactItems {
    const guard = guardFor('active');
    return [
      {
        Update: {
          TableName: this.#tables.jobs,
          Key: keys.job(job.jobId),
          ConditionExpression: guard.condition,
          UpdateExpression: 'SET #status = :to, chargedAtMillis = :now',
          ExpressionAttributeNames: guard.names,
          ExpressionAttributeValues: { ...guard.values, ':now': nowMillis },
        },
      },
      {
        Update: {
          TableName: this.#tables.credits,
          Key: keys.balance(job.teamId),
          ConditionExpression: 'balance >= :cost AND activeJobs < activeJobsLimit',
          UpdateExpression:
            'ADD balance :minusCost, charged :cost, activeJobs :one, #jobsOfModel :one, #creditsOfModel :cost',
          ExpressionAttributeNames: modelCounters(job.model, ['jobs', 'credits']),
          ExpressionAttributeValues: { ':cost': job.cost, ':minusCost': -job.cost, ':one': 1 },
        },
      },
      putLedgerEntry(
        this.#tables.credits,
        job.teamId,
        jobLedgerEntry('charge', job.jobId, job.cost, nowMillis),
      ),
    ];
  }

  /** Reads again what refused. `undefined`: the reason has gone meanwhile (a grant, a job that ended), so try again. */
  async #explain(job: Job, [jobFailed]: readonly boolean[]): Promise<ChargeOutcome | undefined> {
    if (jobFailed === true) {
      const stored = await new DynamoJobStore(this.#client, this.#tables.jobs, this.#clock).find(job.jobId);
      if (stored === undefined) throw new UnknownJob(job.jobId);
      return { outcome: 'job-moved-on', job: stored };
    }

    const credits = await new DynamoBalances(this.#client, this.#tables.credits).find(job.teamId);
    if (credits === undefined || credits.balance < job.cost) {
      return { outcome: 'insufficient-credits', required: job.cost, balance: credits?.balance ?? 0 };
    }
    if (credits.activeJobs >= credits.activeJobsLimit) {
      return { outcome: 'too-many-active-jobs', limit: credits.activeJobsLimit };
    }
    return undefined;
  }
}
