import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Claim, ClaimOutcome, SampleClaims, SampleRef } from '../../domain/generation/sample-claims.ts';
import { type RememberedLoss, sampleLossNames } from '../../domain/generation/sample-replies.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { jobRecord } from './job-record.ts';
import { keys } from './keys.ts';
import { parseRecord } from './read-item.ts';

/** What became of a sample whose loss reached nobody. */
export const lossRecord = z.object({ name: z.enum(sampleLossNames), message: z.string() });
export const claimRecord = z.object({ holder: z.string(), untilMillis: z.int() });

/** Claims live on the job's item, as `claim<index>`, `attempts<index>` and `loss<index>`, so that one condition sees job and claim. The fallback has names of its own. */
export class DynamoSampleClaims implements SampleClaims {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, jobsTable: string) {
    this.#client = client;
    this.#table = jobsTable;
  }

  async claim(sample: SampleRef, claim: Claim, nowMillis: number): Promise<ClaimOutcome> {
    return this.#take(sample, claim, nowMillis, 'attribute_not_exists(#claim)', {});
  }

  async takeOver(sample: SampleRef, dead: Claim, claim: Claim, nowMillis: number): Promise<ClaimOutcome> {
    return this.#take(sample, claim, nowMillis, '#claim = :dead', { ':dead': dead });
  }

  async release(sample: SampleRef, claim: Claim, counts: 'attempt' | 'no-attempt'): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keys.job(sample.jobId),
      ConditionExpression: '#claim = :claim',
      UpdateExpression: 'REMOVE #claim ADD #attempts :made',
      ExpressionAttributeNames: { '#claim': namesFor(sample).claim, '#attempts': namesFor(sample).attempts },
      ExpressionAttributeValues: { ':claim': claim, ':made': counts === 'attempt' ? 1 : 0 },
    });
    await this.#send(update, 'release a sample');
  }

  async remember(sample: SampleRef, claim: Claim, { name, message }: RememberedLoss): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keys.job(sample.jobId),
      ConditionExpression: '#claim = :claim',
      UpdateExpression: 'SET #loss = :loss',
      ExpressionAttributeNames: { '#claim': namesFor(sample).claim, '#loss': namesFor(sample).loss },
      ExpressionAttributeValues: { ':claim': claim, ':loss': { name, message } },
    });
    await this.#send(update, 'remember a lost sample');
  }

  /** A claim that another worker holds by now is none of ours: nothing is changed then. */
  async #send(update: UpdateCommand, what: string): Promise<void> {
    await this.#client.send(update).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) {
        throw new StoreUnavailable(what, { cause: error });
      }
    });
  }

  async #take(
    sample: SampleRef,
    claim: Claim,
    nowMillis: number,
    condition: string,
    values: Record<string, unknown>,
  ): Promise<ClaimOutcome> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keys.job(sample.jobId),
      ConditionExpression: `#status = :active AND deadlineAtMillis > :now AND ${condition}`,
      UpdateExpression: 'SET #claim = :claim',
      ExpressionAttributeNames: { '#status': 'status', '#claim': namesFor(sample).claim },
      ExpressionAttributeValues: { ':active': 'active', ':now': nowMillis, ':claim': claim, ...values },
      ReturnValues: 'ALL_NEW',
    });
    try {
      const { Attributes } = await this.#client.send(update);
      return { outcome: 'claimed', ...read(sample, Attributes ?? {}) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return this.#look(sample, nowMillis);
      throw new StoreUnavailable('claim a sample', { cause: error });
    }
  }

  /** Why the claim failed. A claim that went away meanwhile shows as one that has run out: the caller tries again. */
  async #look(sample: SampleRef, nowMillis: number): Promise<ClaimOutcome> {
    const { Item } = await this.#client
      .send(new GetCommand({ TableName: this.#table, Key: keys.job(sample.jobId), ConsistentRead: true }))
      .catch((cause: unknown) => {
        throw new StoreUnavailable('look at a claim', { cause });
      });
    if (Item === undefined) return { outcome: 'not-wanted' };

    const { job, attemptsBefore } = read(sample, Item);
    const names = namesFor(sample);
    const by = claimRecord.safeParse(Item[names.claim]);
    if (job.status !== 'active' || job.deadlineAtMillis <= nowMillis) {
      const isThere = job.images.some(({ sampleIndex }) => sampleIndex === sample.sampleIndex);
      return { outcome: 'not-wanted', ...(by.success && !isThere ? { by: by.data } : {}) };
    }

    return {
      outcome: 'held',
      job,
      attemptsBefore,
      by: by.success ? by.data : { holder: '', untilMillis: nowMillis + 1 },
      loss: by.success ? lossRecord.optional().parse(Item[names.loss]) : undefined,
    };
  }
}

/** The attributes of a sample on its job's item. */
export function namesFor({ sampleIndex, isFallback = false }: SampleRef) {
  const sample = `${sampleIndex}${isFallback ? 'Fallback' : ''}`;
  return { claim: `claim${sample}`, attempts: `attempts${sample}`, loss: `loss${sample}` };
}

function read(sample: SampleRef, item: Record<string, unknown>) {
  return {
    job: parseRecord(jobRecord, item, keys.job(sample.jobId)),
    attemptsBefore: z.int().default(0).parse(item[namesFor(sample).attempts]),
  };
}
