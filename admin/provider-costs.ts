import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { jobRecord } from '../lambdas/adapters/dynamodb/job-record.ts';
import { keys } from '../lambdas/adapters/dynamodb/keys.ts';
import type { LedgerEntry } from '../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../lambdas/domain/jobs/job.ts';
import { batchRead } from './audit/batch-read.ts';

/** An entry, and what its job cost at the provider; null for entries of no job, and while nothing is known. */
export type CostedEntry = LedgerEntry & {
  readonly providerCostUsd: number | null;
  /** What calls may have cost whose answers were lost. */
  readonly suspectedCostUsd: number | null;
};

/** The most that is read at once. */
const batchSize = 100;

/** Puts both sides of a job beside each other: the credits that a team paid, and what we paid. At its charge, once. */
export async function* withProviderCosts(
  client: DynamoDBDocumentClient,
  jobsTable: string,
  entries: AsyncIterable<LedgerEntry>,
): AsyncGenerator<CostedEntry> {
  let batch: LedgerEntry[] = [];
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length < batchSize) continue;
    yield* await costed(client, jobsTable, batch);
    batch = [];
  }
  yield* await costed(client, jobsTable, batch);
}

async function costed(
  client: DynamoDBDocumentClient,
  jobsTable: string,
  entries: readonly LedgerEntry[],
): Promise<readonly CostedEntry[]> {
  const charges = entries.flatMap(({ type, jobId }) => (type === 'charge' && jobId !== null ? [jobId] : []));
  const items = await batchRead(client, jobsTable, charges.map(keys.job));
  const jobs = new Map(
    items.map((item) => {
      const job = jobRecord.parse(item);
      return [job.jobId, job];
    }),
  );
  return entries.map((entry) => {
    const job = entry.type === 'charge' ? jobs.get(entry.jobId ?? '') : undefined;
    return { ...entry, ...costsOf(job) };
  });
}

function costsOf(job: Job | undefined): Pick<CostedEntry, 'providerCostUsd' | 'suspectedCostUsd'> {
  const losses = (job?.lost ?? []).flatMap(({ cost }) => cost ?? []);
  const known = [
    ...(job?.images ?? []).flatMap(({ costMicroUsd }) => costMicroUsd ?? []),
    ...losses.filter(({ isSuspected }) => !isSuspected).map(({ microUsd }) => microUsd),
  ];
  const suspected = losses.filter(({ isSuspected }) => isSuspected).map(({ microUsd }) => microUsd);
  return { providerCostUsd: usd(known), suspectedCostUsd: usd(suspected) };
}

function usd(microUsd: readonly number[]): number | null {
  return microUsd.length === 0 ? null : microUsd.reduce((sum, cost) => sum + cost, 0) / 1_000_000;
}
