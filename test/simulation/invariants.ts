import { balanceRecord, toBalance } from '../../lambdas/adapters/dynamodb/balance-record.ts';
import { imageRecord, libraryRowRecord } from '../../lambdas/adapters/dynamodb/image-record.ts';
import { jobRecord } from '../../lambdas/adapters/dynamodb/job-record.ts';
import { ledgerEntryPrefix, lists, rowPrefix } from '../../lambdas/adapters/dynamodb/keys.ts';
import { ledgerEntryRecord } from '../../lambdas/adapters/dynamodb/ledger-record.ts';
import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { thumbnailKeyOf } from '../../lambdas/domain/library/storage-keys.ts';
import { tables } from '../support/dynamodb.ts';
import type { Tidied } from './tidying.ts';
import type { Item } from './twins/conditions.ts';
import type { DynamoTwin } from './twins/dynamo-twin.ts';

export type EndState = {
  readonly dynamo: DynamoTwin;
  readonly objects: ReadonlySet<string>;
  /** Samples (`<jobId>/<sampleIndex>`) that were staged when their job had ended. */
  readonly stagedLate: ReadonlySet<string>;
  /** Calls that the provider billed, by sample. */
  readonly billed: ReadonlyMap<string, number>;
  readonly tidied: Tidied;
};

/** What must hold once everything has come to its end; each breach is a sentence. */
export function breaches({ dynamo, objects, stagedLate, billed, tidied }: EndState): readonly string[] {
  const credits = dynamo.items(tables.credits);
  const images = dynamo.items(tables.images);
  const jobs = dynamo
    .items(tables.jobs)
    .filter(({ sk }) => sk === 'job')
    .map((item) => jobRecord.parse(item));
  const found: string[] = [];
  const must = (holds: boolean, breach: string) => {
    if (!holds) found.push(breach);
  };

  for (const item of credits.filter(({ sk }) => sk === 'balance')) {
    const record = balanceRecord.safeParse(item);
    must(record.success, `${item['pk']} has broken credits: ${item['balance']}`);
    if (!record.success) continue;
    const balance = toBalance(record.data);
    const entries = entriesOf(credits, String(item['pk']));
    const ofTeam = jobs.filter(({ teamId }) => teamId === balance.teamId);
    const sum = entries.reduce((total, { amount }) => total + amount, 0);
    const kept = balance.byModel.reduce((total, usage) => total + usage.credits, 0);
    must(balance.balance >= 0, `${balance.teamId} has ${balance.balance} credits`);
    must(balance.balance === sum, `${balance.teamId} has ${balance.balance} credits, and its ledger ${sum}`);
    must(balance.activeJobs === 0, `${balance.teamId} counts ${balance.activeJobs} active jobs at the end`);
    must(balance.charged - balance.refunded === kept, `${balance.teamId}: the counters of its models differ`);
    for (const job of ofTeam) checkMoney(job, entries, must);
  }
  for (const job of jobs) checkPictures(job, { images, objects, tidied }, must);
  for (const sample of stagedLate) must(isNotedLate(dynamo, sample), `${sample} came late and is not noted`);
  for (const [sample, calls] of billed)
    must(calls <= 1, `the provider was paid ${calls} times for ${sample}`);
  return found;
}

function isNotedLate(dynamo: DynamoTwin, sample: string): boolean {
  const [jobId = '', index] = sample.split('/');
  const job = dynamo.items(tables.jobs).find(({ pk, sk }) => pk === `job#${jobId}` && sk === 'job');
  const late = job?.['lateSamples'];
  return late instanceof Set && late.has(Number(index));
}

type Must = (holds: boolean, breach: string) => void;

function checkMoney(job: Job, entries: readonly LedgerEntry[], must: Must): void {
  const { jobId, status, cost, unitCost, images, refunded } = job;
  const amounts = (type: LedgerEntry['type']) =>
    entries.filter((entry) => entry.jobId === jobId && entry.type === type).map(({ amount }) => amount);
  const [charges, refunds] = [amounts('charge'), amounts('refund')];
  const paid = job.chargedAtMillis !== null;

  must(status === 'completed' || status === 'failed', `${jobId} is ${status} at the end`);
  must(charges.length === (paid ? 1 : 0), `${jobId} was charged ${charges.length} times`);
  must(
    charges.every((amount) => amount === -cost),
    `${jobId} was charged ${charges} for ${cost}`,
  );
  must(refunds.length <= 1, `${jobId} was refunded ${refunds.length} times`);
  must((refunds[0] ?? 0) === refunded, `${jobId} says ${refunded} refunded, and the ledger ${refunds}`);
  if (status === 'failed')
    must(refunded === (paid ? cost : 0), `${jobId} failed and got ${refunded} of ${cost} back`);
  if (status !== 'completed') return;
  must(paid, `${jobId} is completed and was never charged`);
  must(
    cost - refunded === unitCost * images.length,
    `${jobId} paid ${cost - refunded} for ${images.length} images`,
  );
  must(images.length > 0, `${jobId} is completed without an image`);
}

type Pictures = Pick<EndState, 'objects' | 'tidied'> & { readonly images: readonly Item[] };

function checkPictures(job: Job, { images: items, objects, tidied }: Pictures, must: Must): void {
  const rowsOf = (list: string, imageId: string) =>
    items.filter(
      (item) =>
        item['pk'] === list && String(item['sk']).startsWith(rowPrefix) && item['imageId'] === imageId,
    );
  const shown = new Set(job.status === 'completed' ? job.images.map(({ sampleIndex }) => sampleIndex) : []);

  for (const [index, { imageId, storageKey }] of job.samples.entries()) {
    const isDeleted = job.deletedImageIds.includes(imageId);
    must(tidied.delete.asked.has(imageId) || !isDeleted, `${imageId} was deleted, and nobody asked for it`);
    must(isDeleted || !tidied.delete.done.has(imageId), `${imageId} was deleted, and is still there`);
    const expected = shown.has(index) && !isDeleted ? 1 : 0;
    const rows = rowsOf(lists.library(job.teamId), imageId);
    const gallery = rowsOf(lists.gallery, imageId);
    const detail = items.filter(({ pk }) => pk === `image#${imageId}`).map((item) => imageRecord.parse(item));
    must(
      rows.length === expected,
      `${imageId} of ${job.jobId} (${job.status}) stands ${rows.length} times in the library`,
    );
    must(detail.length === expected, `${imageId} of ${job.jobId} has ${detail.length} records`);
    const isPublic = detail[0]?.isPublic ?? false;
    must(
      gallery.length === (isPublic ? expected : 0),
      `${imageId} stands ${gallery.length} times in the gallery`,
    );
    const mayChange = tidied[isPublic ? 'publish' : 'take back'].asked.has(imageId);
    must(
      expected === 0 || isPublic === job.isPublic || mayChange,
      `${imageId} is ${isPublic ? '' : 'not '}public, and nobody asked for it`,
    );
    const [published, takenBack] = [tidied.publish, tidied['take back']];
    must(
      !isPublic || !takenBack.done.has(imageId) || published.asked.has(imageId),
      `${imageId} was taken back, and is public`,
    );
    must(
      isPublic || expected === 0 || !published.done.has(imageId) || takenBack.asked.has(imageId),
      `${imageId} was published, and is not public`,
    );
    for (const row of rows) libraryRowRecord.parse(row);
    if (expected === 0) {
      must(!objects.has(storageKey), `${imageId} is in no library, and its picture is stored for ever`);
      must(
        !objects.has(thumbnailKeyOf(storageKey)),
        `${imageId} is in no library, and its thumbnail is stored`,
      );
      continue;
    }
    must(objects.has(storageKey), `${imageId} is listed and its picture is not stored`);
    must(objects.has(thumbnailKeyOf(storageKey)), `${imageId} is listed and its thumbnail is not stored`);
  }
}

function entriesOf(items: readonly Item[], pk: string): readonly LedgerEntry[] {
  return items
    .filter((item) => item['pk'] === pk && String(item['sk']).startsWith(ledgerEntryPrefix))
    .map((item) => ledgerEntryRecord.parse(item));
}
