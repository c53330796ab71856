import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Registry } from '../../admin/registry.ts';
import { DynamoBalances } from '../../lambdas/adapters/dynamodb/balances.ts';
import { DynamoCharges } from '../../lambdas/adapters/dynamodb/charges.ts';
import { DynamoCompletions } from '../../lambdas/adapters/dynamodb/completions.ts';
import { DynamoGalleryPublisher } from '../../lambdas/adapters/dynamodb/gallery-publisher.ts';
import { DynamoJobStore } from '../../lambdas/adapters/dynamodb/job-store.ts';
import { DynamoLibrary } from '../../lambdas/adapters/dynamodb/library.ts';
import { DynamoOpenJobs } from '../../lambdas/adapters/dynamodb/open-jobs.ts';
import { DynamoRefunds } from '../../lambdas/adapters/dynamodb/refunds.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { tables } from './dynamodb.ts';
import { exampleJob, exampleParams } from './example-job.ts';

/** When money moves. */
export const now = Date.parse('2026-11-23T09:00:05.000Z');

/** A stored picture of a job. */
export const picture = (sampleIndex: number) => ({
  sampleIndex,
  width: 2752,
  height: 1536,
  bytes: 1000,
  model: null,
  drawnAspectRatio: null,
  costMicroUsd: null,
  original: null,
});

/** What moves a team's credits, and shows them, over one database. */
export function moneyOn(client: DynamoDBDocumentClient) {
  const clock = new ManualClock();
  return {
    registry: new Registry(client, tables, clock),
    jobs: new DynamoJobStore(client, tables.jobs, clock),
    charges: new DynamoCharges(client, tables, clock),
    completions: new DynamoCompletions(client, tables, clock),
    refunds: new DynamoRefunds(client, tables, clock),
    gallery: new DynamoGalleryPublisher(client, tables, clock),
    balances: new DynamoBalances(client, tables.credits),
    library: new DynamoLibrary(client, tables.images, clock),
    openJobs: new DynamoOpenJobs(client, tables.jobs),
  };
}

type Overrides = Parameters<typeof exampleJob>[0];

/** A job of a team that was accepted and not yet charged. */
export async function queuedJobOf(client: DynamoDBDocumentClient, teamId: string, overrides: Overrides = {}) {
  const job = exampleJob({ jobId: `job_${randomUUID()}`, teamId, ...overrides });
  await moneyOn(client).jobs.accept(job, exampleParams);
  return job;
}

/** A job of a team that was charged. */
export async function activeJobOf(client: DynamoDBDocumentClient, teamId: string, overrides: Overrides = {}) {
  const job = await queuedJobOf(client, teamId, overrides);
  await moneyOn(client).charges.charge(job, now);
  return job;
}
