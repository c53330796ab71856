import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { jobRecord } from '../../lambdas/adapters/dynamodb/job-record.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { ledgerEntryRecord } from '../../lambdas/adapters/dynamodb/ledger-record.ts';
import { readItem } from '../../lambdas/adapters/dynamodb/read-item.ts';
import type { Target } from '../connection/target.ts';
import { batchRead } from './batch-read.ts';
import { checkImages } from './check-images.ts';
import { checkEnding, checkMoney } from './check-job.ts';
import { expectedEntries } from './expected-entries.ts';
import type { Mismatch, Suspect } from './mismatch.ts';

/** `open` stands in the item of a job that the sweeper looks for. */
const storedJob = jobRecord.extend({ open: z.string().optional() });
type StoredJob = z.output<typeof storedJob>;

/** How many jobs are compared at once; each takes a read of its entries and three reads a picture. */
const atOnce = 20;

/** Every job with its money and its pictures. */
export async function auditJobs(
  target: Target,
  nowMillis: number,
  tell: (items: number) => void,
): Promise<{ readonly teamIds: ReadonlySet<string>; readonly suspects: readonly Suspect[] }> {
  const teamIds = new Set<string>();
  const suspects: Suspect[] = [];
  const pages = paginateScan(
    { client: target.client },
    {
      TableName: target.tables.jobs,
      FilterExpression: 'sk = :job',
      ExpressionAttributeValues: { ':job': 'job' },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [], ScannedCount = 0 } of pages) {
    const jobs = Items.map((item) => storedJob.parse(item));
    for (const { teamId } of jobs) teamIds.add(teamId);
    for (let start = 0; start < jobs.length; start += atOnce) {
      const some = jobs.slice(start, start + atOnce);
      const found = await Promise.all(some.map((job) => checkJob(target, job, nowMillis)));
      for (const [index, { jobId }] of some.entries()) {
        const wrong = found[index] ?? [];
        if (wrong.length > 0) suspects.push({ found: wrong, again: () => again(target, jobId, nowMillis) });
      }
    }
    tell(ScannedCount);
  }
  return { teamIds, suspects };
}

async function again(target: Target, jobId: string, nowMillis: number): Promise<readonly Mismatch[]> {
  const job = await readItem(target.client, target.tables.jobs, keys.job(jobId), storedJob);
  return job === undefined ? [] : checkJob(target, job, nowMillis);
}

/** The job was read first, so what it says of its entries is in the ledger by now. */
async function checkJob(target: Target, job: StoredJob, nowMillis: number): Promise<readonly Mismatch[]> {
  const expected = expectedEntries(job);
  const items = await batchRead(
    target.client,
    target.tables.credits,
    expected.map(({ key }) => key),
  );
  const entries = items.map((item) => ledgerEntryRecord.parse(item));
  const found = (type: string) => entries.find((entry) => entry.type === type);

  return [
    ...checkMoney(job, { charge: found('charge'), refund: found('refund') }),
    ...checkEnding(job, job.open, nowMillis),
    ...(await checkImages(target, job)),
  ];
}
