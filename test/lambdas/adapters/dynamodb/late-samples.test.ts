import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoJobStore } from '../../../../lambdas/adapters/dynamodb/job-store.ts';
import { keys } from '../../../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoLateSamples } from '../../../../lambdas/adapters/dynamodb/late-samples.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { exampleJob, exampleParams } from '../../../support/example-job.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

it('a late picture is noted once in its job, and the job is otherwise as it was', async () => {
  const jobs = new DynamoJobStore(database.client, tables.jobs, new ManualClock());
  const job = exampleJob({ jobId: 'job_late', sampleCount: 3 });
  await jobs.accept(job, exampleParams);
  const late = new DynamoLateSamples(database.client, tables.jobs);

  for (const sampleIndex of [2, 0, 2]) await late.note({ jobId: job.jobId, sampleIndex });

  const { Item } = await database.client.send(
    new GetCommand({ TableName: tables.jobs, Key: keys.job(job.jobId) }),
  );
  expect([...(Item?.['lateSamples'] ?? [])].toSorted()).toEqual([0, 2]);
  expect(await jobs.find(job.jobId)).toEqual(job);
});

it('a late picture of a job that does not exist makes none', async () => {
  const late = new DynamoLateSamples(database.client, tables.jobs);

  await expect(late.note({ jobId: 'job_nobody', sampleIndex: 0 })).rejects.toThrow('note a late picture');
});
