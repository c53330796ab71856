import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { OpenJobs } from '../../domain/jobs/job-store.ts';
import { openJobsIndex, openJobsPartition } from './keys.ts';

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

  async *list(): AsyncGenerator<{ jobId: string; deadlineAtMillis: number }> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        IndexName: openJobsIndex,
        KeyConditionExpression: '#open = :open',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':open': openJobsPartition },
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
