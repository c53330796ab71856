import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { UnknownJob } from '../../domain/jobs/errors.ts';
import type { Job, JobParams } from '../../domain/jobs/job.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { jobParamsItem, jobParamsRecord, jobRecord, openJobItem } from './job-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';

export class DynamoJobStore implements JobStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, jobsTable: string) {
    this.#client = client;
    this.#table = jobsTable;
  }

  /** Params first: a crash in between leaves params that nobody reads, never a job without its prompt. */
  async accept(job: Job, params: JobParams): Promise<void> {
    await this.#put(jobParamsItem(job.jobId, params));
    await this.#put(openJobItem(job));
  }

  async find(jobId: string): Promise<Job | undefined> {
    return readItem(this.#client, this.#table, keys.job(jobId), jobRecord);
  }

  async findParams(jobId: string): Promise<JobParams | undefined> {
    return readItem(this.#client, this.#table, keys.jobParams(jobId), jobParamsRecord);
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
