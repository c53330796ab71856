import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { Completion, Ledger, SettleOutcome } from '../../domain/credits/ledger.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import type { LostSample } from '../../domain/jobs/sample-outcome.ts';
import { DynamoCompletions } from './completions.ts';
import { DynamoRefunds } from './refunds.ts';

/** For whoever may end a job either way. */
export class DynamoLedger implements Pick<Ledger, 'complete' | 'refund'> {
  readonly #completions: DynamoCompletions;
  readonly #refunds: DynamoRefunds;

  constructor(
    client: DynamoDBDocumentClient,
    tables: { jobs: string; credits: string; images: string },
    clock: Clock,
  ) {
    this.#completions = new DynamoCompletions(client, tables, clock);
    this.#refunds = new DynamoRefunds(client, tables, clock);
  }

  complete(completion: Completion, nowMillis: number): Promise<SettleOutcome> {
    return this.#completions.complete(completion, nowMillis);
  }

  refund(
    jobId: string,
    failure: JobFailure,
    lost: readonly LostSample[],
    nowMillis: number,
  ): Promise<SettleOutcome> {
    return this.#refunds.refund(jobId, failure, lost, nowMillis);
  }
}
