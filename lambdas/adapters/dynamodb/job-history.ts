import { BatchGetCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobHistory, JobHistoryPage, JobHistoryQuery, JobPlace } from '../../domain/jobs/job-store.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { jobRecord } from './job-record.ts';
import { jobsOfTeamIndex, keys } from './keys.ts';
import { parseRecord } from './read-item.ts';

const placeRecord = z.object({
  pk: z.string().transform((pk) => pk.replace(/^job#/, '')),
  createdAtMillis: z.int(),
});

/** With a status that few jobs have, one page may read this many slices before it answers with what it has. */
const maxSlices = 5;
/** The most that one BatchGetItem takes. */
const sliceSize = 100;
const maxBatchRounds = 8;

/** The index holds keys alone, so that no move of a job has to write it; the jobs themselves are read by id. */
export class DynamoJobHistory implements JobHistory {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, jobsTable: string) {
    this.#client = client;
    this.#table = jobsTable;
  }

  async list({ teamId, status, limit, after }: JobHistoryQuery): Promise<JobHistoryPage> {
    const jobs: Job[] = [];
    let next = after;
    for (let slice = 1; slice <= maxSlices; slice += 1) {
      const size = status === undefined ? limit : sliceSize;
      const places = await this.#places(teamId, size, next);
      const found = await this.#read(places);
      for (const place of places) {
        const job = found.get(place.jobId);
        next = place;
        if (job === undefined || (status !== undefined && job.status !== status)) continue;
        jobs.push(job);
        if (jobs.length === limit) return { jobs, next };
      }
      if (places.length < size) return { jobs, next: undefined };
    }
    return { jobs, next };
  }

  async #places(teamId: string, size: number, after: JobPlace | undefined): Promise<readonly JobPlace[]> {
    const start =
      after === undefined
        ? {}
        : { ExclusiveStartKey: { ...keys.job(after.jobId), teamId, createdAtMillis: after.createdAtMillis } };
    const query = new QueryCommand({
      TableName: this.#table,
      IndexName: jobsOfTeamIndex,
      KeyConditionExpression: 'teamId = :team',
      ExpressionAttributeValues: { ':team': teamId },
      ScanIndexForward: false,
      Limit: size,
      ...start,
    });
    const { Items = [] } = await this.#client.send(query).catch(unavailable);
    return Items.map((item) => {
      const { pk, createdAtMillis } = placeRecord.parse(item);
      return { jobId: pk, createdAtMillis };
    });
  }

  async #read(places: readonly JobPlace[]): Promise<ReadonlyMap<string, Job>> {
    const found = new Map<string, Job>();
    let wanted: Record<string, unknown>[] = places.map(({ jobId }) => keys.job(jobId));
    for (let round = 1; wanted.length > 0; round += 1) {
      if (round > maxBatchRounds) throw new StoreUnavailable('list jobs');
      const batch = new BatchGetCommand({
        RequestItems: { [this.#table]: { Keys: wanted, ConsistentRead: true } },
      });
      const { Responses, UnprocessedKeys } = await this.#client.send(batch).catch(unavailable);
      for (const item of Responses?.[this.#table] ?? []) {
        const job = parseRecord(jobRecord, item, { pk: 'job#', sk: 'job' });
        found.set(job.jobId, job);
      }
      wanted = UnprocessedKeys?.[this.#table]?.Keys ?? [];
    }
    return found;
  }
}

function unavailable(cause: unknown): never {
  throw new StoreUnavailable('list jobs', { cause });
}
