import type * as z from 'zod';
import type { Job, JobParams } from '../../domain/jobs/job.ts';
import { modelCounters } from './balance-record.ts';
import { type libraryHeadRecord, libraryRowRecord, toLibraryImage } from './image-record.ts';
import { guardFor } from './job-guard.ts';
import { keys } from './keys.ts';
import { leaveOpenJobs } from './leave-open-jobs.ts';
import { jobLedgerEntry, putLedgerEntry } from './ledger-record.ts';
import type { TransactItems } from './transaction.ts';

type Tables = { readonly jobs: string; readonly credits: string; readonly images: string };
type LibraryHead = z.output<typeof libraryHeadRecord>;

/** Everything that a completion writes: at most 4 + 2 × 10 items, of the 100 that a transaction holds. */
export function completionItems(
  tables: Tables,
  completed: Job,
  params: JobParams,
  head: LibraryHead | undefined,
  nowMillis: number,
): TransactItems {
  // Clocks of two workers differ: a library's createdAt never runs backwards all the same.
  const createdAtMillis = Math.max(nowMillis, head?.lastCreatedAtMillis ?? 0);

  return [
    moveJob(tables.jobs, completed),
    moveCredits(tables.credits, completed),
    ...(completed.refunded === 0
      ? []
      : [
          putLedgerEntry(
            tables.credits,
            completed.teamId,
            jobLedgerEntry('refund', completed.jobId, completed.refunded, nowMillis),
          ),
        ]),
    moveLibraryHead(tables.images, completed, head, createdAtMillis),
    ...libraryItems(tables.images, completed, params, (head?.lastSequence ?? 0) + 1, createdAtMillis),
  ];
}

/** A public job stays in the index of open jobs until the gallery has its pictures: whoever publishes them takes it out. */
function moveJob(table: string, job: Job) {
  const { jobId, images, lost, refunded, endedAtMillis } = job;
  const guard = guardFor('completed');
  const sets = [
    '#status = :to',
    'images = :images',
    'lost = :lost',
    'refunded = :refunded',
    'endedAtMillis = :ended',
  ];
  const { expression, names, values } = job.isPublic
    ? { expression: `SET ${sets.join(', ')}`, names: {}, values: {} }
    : leaveOpenJobs(job, sets);
  return {
    Update: {
      TableName: table,
      Key: keys.job(jobId),
      ConditionExpression: guard.condition,
      UpdateExpression: expression,
      ExpressionAttributeNames: { ...guard.names, ...names },
      ExpressionAttributeValues: {
        ...guard.values,
        ...values,
        ':images': images,
        ':lost': lost,
        ':refunded': refunded,
        ':ended': endedAtMillis,
      },
    },
  };
}

function moveCredits(table: string, { teamId, model, images, refunded }: Job) {
  return {
    Update: {
      TableName: table,
      Key: keys.balance(teamId),
      UpdateExpression:
        'ADD activeJobs :minusOne, balance :part, refunded :part, #imagesOfModel :images, #creditsOfModel :minusPart',
      ExpressionAttributeNames: modelCounters(model, ['images', 'credits']),
      ExpressionAttributeValues: {
        ':minusOne': -1,
        ':part': refunded,
        ':minusPart': -refunded,
        ':images': images.length,
      },
    },
  };
}

function moveLibraryHead(table: string, job: Job, head: LibraryHead | undefined, createdAtMillis: number) {
  const lastSequence = head?.lastSequence ?? 0;
  return {
    Update: {
      TableName: table,
      Key: keys.libraryHead(job.teamId),
      ConditionExpression: head === undefined ? 'attribute_not_exists(pk)' : 'lastSequence = :seen',
      UpdateExpression: 'SET lastSequence = :next, lastCreatedAtMillis = :createdAt',
      ExpressionAttributeValues: {
        ...(head === undefined ? {} : { ':seen': lastSequence }),
        ':next': lastSequence + job.images.length,
        ':createdAt': createdAtMillis,
      },
    },
  };
}

function libraryItems(
  table: string,
  job: Job,
  params: JobParams,
  firstSequence: number,
  createdAtMillis: number,
) {
  const images = job.images.flatMap((kept) => toLibraryImage(job, params, kept, createdAtMillis) ?? []);

  return images.flatMap((image, index) => {
    const sequence = firstSequence + index;
    const row = libraryRowRecord.parse(image);
    return [
      { Put: { TableName: table, Item: { ...keys.libraryRow(image.teamId, sequence), ...row } } },
      { Put: { TableName: table, Item: { ...keys.image(image.imageId), ...image, sequence } } },
    ];
  });
}
