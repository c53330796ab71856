import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { OpenJob, OpenJobs } from '../../domain/jobs/job-store.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys, leftoversPartition, openJobsIndex, openJobsPartition } from './keys.ts';

const openJobRecord = z.object({
  pk: z.string().transform((pk) => pk.replace(/^job#/, '')),
  deadlineAtMillis: z.int(),
});

/** Reads the sparse index; its pages bound what one sweep holds in memory. */
export class DynamoOpenJobs implements OpenJobs {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, jobsTable: string) {
    this.#client = client;
    this.#table = jobsTable;
  }

  list(): AsyncGenerator<OpenJob> {
    return this.#read(openJobsPartition, Number.MAX_SAFE_INTEGER);
  }

  listLeftovers(deadlineBeforeMillis: number): AsyncGenerator<OpenJob> {
    return this.#read(leftoversPartition, deadlineBeforeMillis);
  }

  async close(jobId: string): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keys.job(jobId),
      // What is still open is not ours to close.
      ConditionExpression: '#open = :leftovers',
      UpdateExpression: 'REMOVE #open',
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: { ':leftovers': leftoversPartition },
    });
    await this.#client.send(update).catch((cause: unknown) => {
      if (!(cause instanceof ConditionalCheckFailedException))
        throw new StoreUnavailable('close a job', { cause });
    });
  }

  async *#read(partition: string, beforeMillis: number): AsyncGenerator<OpenJob> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        IndexName: openJobsIndex,
        KeyConditionExpression: '#open = :open AND deadlineAtMillis < :before',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':open': partition, ':before': beforeMillis },
      },
    );
    for await (const page of pages) {
      for (const item of page.Items ?? []) {
        const { pk: jobId, deadlineAtMillis } = openJobRecord.parse(item);
        yield { jobId, deadlineAtMillis };
      }
    }
  }
}
