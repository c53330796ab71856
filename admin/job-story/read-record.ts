import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { jobRecord } from '../../lambdas/adapters/dynamodb/job-record.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { readItem } from '../../lambdas/adapters/dynamodb/read-item.ts';
import { claimRecord, lossRecord, namesFor } from '../../lambdas/adapters/dynamodb/sample-claims.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import type { SampleWork } from './facts.ts';

const lateSamples = z
  .set(z.int())
  .optional()
  .transform((indexes) => [...(indexes ?? [])].sort((a, b) => a - b));

export type ReadRecord = {
  readonly job: Job;
  readonly work: readonly SampleWork[];
  readonly lateSamples: readonly number[];
};

/** The job's whole item: the job itself, and what workers left on it. */
export async function readRecord(
  client: DynamoDBDocumentClient,
  jobsTable: string,
  jobId: string,
): Promise<ReadRecord | undefined> {
  const item = await readItem(client, jobsTable, keys.job(jobId), z.record(z.string(), z.unknown()));
  if (item === undefined) return undefined;

  const job = jobRecord.parse(item);
  const work = job.samples.flatMap((_, sampleIndex) =>
    [false, true].flatMap((isFallback) => workOf(item, sampleIndex, isFallback)),
  );
  return { job, work, lateSamples: lateSamples.parse(item['lateSamples']) };
}

function workOf(
  item: Readonly<Record<string, unknown>>,
  sampleIndex: number,
  isFallback: boolean,
): readonly SampleWork[] {
  const names = namesFor({ jobId: '', sampleIndex, isFallback });
  const attempts = z.int().default(0).parse(item[names.attempts]);
  const claim = claimRecord.nullable().default(null).parse(item[names.claim]);
  const loss = lossRecord.nullable().default(null).parse(item[names.loss]);
  return attempts === 0 && claim === null && loss === null
    ? []
    : [{ sampleIndex, isFallback, attempts, claim, loss }];
}
