import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { UnknownJob } from '../../domain/jobs/errors.ts';
import type { Job, JobParams } from '../../domain/jobs/job.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import type { JobStore, OnceOnly, OnceRecord } from '../../domain/jobs/job-store.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { jobParamsItem, jobParamsRecord, jobRecord, onceRecord, openJobItem } from './job-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';
import { transact } from './transaction.ts';

export class DynamoJobStore implements JobStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, jobsTable: string, clock: Clock) {
    this.#client = client;
    this.#table = jobsTable;
    this.#clock = clock;
  }

  /** Params first: a crash in between leaves params that nobody reads, never a job without its prompt. */
  async accept(job: Job, params: JobParams, once?: OnceOnly): Promise<'accepted' | 'key-taken'> {
    if (once !== undefined) return this.#acceptOnce(job, params, once);

    await this.#put(jobParamsItem(job.jobId, params));
    await this.#put(openJobItem(job));
    return 'accepted';
  }

  async find(jobId: string): Promise<Job | undefined> {
    return readItem(this.#client, this.#table, keys.job(jobId), jobRecord);
  }

  async findParams(jobId: string): Promise<JobParams | undefined> {
    return readItem(this.#client, this.#table, keys.jobParams(jobId), jobParamsRecord);
  }

  async findOnce(teamId: string, keySha256Hex: string, nowMillis: number): Promise<OnceRecord | undefined> {
    const key = keys.idempotency(teamId, keySha256Hex);
    const record = await readItem(this.#client, this.#table, key, onceRecord);
    // DynamoDB takes expired items away when it gets to it.
    return record === undefined || record.expiresAtSeconds * 1000 <= nowMillis ? undefined : record;
  }

  /** Only from `queued`: an active job has paid, and fails through its refund. */
  async failUncharged(jobId: string, failure: JobFailure, nowMillis: number): Promise<Job> {
    const move = new UpdateCommand({
      TableName: this.#table,
      Key: keys.job(jobId),
      ConditionExpression: '#status = :queued',
      UpdateExpression: 'SET #status = :failed, #failure = :failure, endedAtMillis = :now REMOVE #open',
      ExpressionAttributeNames: { '#status': 'status', '#failure': 'failure', '#open': 'open' },
      ExpressionAttributeValues: {
        ':queued': 'queued',
        ':failed': 'failed',
        ':failure': failure,
        ':now': nowMillis,
      },
    });
    await this.#client.send(move).catch(unlessConditionFailed('fail an uncharged job'));

    const job = await this.find(jobId);
    if (job === undefined) throw new UnknownJob(jobId);
    return job;
  }

  /** All together: a crash leaves job and key or neither, so a repeated request never makes a second job. */
  async #acceptOnce(job: Job, params: JobParams, once: OnceOnly): Promise<'accepted' | 'key-taken'> {
    const { keySha256Hex, bodySha256Hex, nowMillis, expiresAtMillis, instead } = once;
    const moved = await transact(
      this.#client,
      'accept a job',
      [
        { Put: { TableName: this.#table, Item: jobParamsItem(job.jobId, params) } },
        {
          Put: {
            TableName: this.#table,
            Item: openJobItem(job),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        {
          Put: {
            TableName: this.#table,
            Item: {
              ...keys.idempotency(job.teamId, keySha256Hex),
              jobId: job.jobId,
              bodySha256Hex,
              expiresAtSeconds: Math.ceil(expiresAtMillis / 1000),
            },
            ConditionExpression: 'attribute_not_exists(pk) OR expiresAtSeconds <= :now OR jobId = :instead',
            ExpressionAttributeValues: { ':now': Math.floor(nowMillis / 1000), ':instead': instead ?? '' },
          },
        },
      ],
      this.#clock,
    );
    return moved.committed ? 'accepted' : 'key-taken';
  }

  async #put(item: Record<string, unknown>): Promise<void> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await this.#client.send(put).catch(unlessConditionFailed('accept a job'));
  }
}

/** A condition that does not hold means that somebody did it before: the caller looks at what is there. */
function unlessConditionFailed(operation: string) {
  return (error: unknown): void => {
    if (error instanceof ConditionalCheckFailedException) return;
    throw new StoreUnavailable(operation, { cause: error });
  };
}
