import type * as z from 'zod';
import type { Job, JobParams } from '../../domain/jobs/job.ts';
import { modelCounters } from './balance-record.ts';
import { type libraryHeadRecord, toLibraryImage } from './image-record.ts';
import { guardFor } from './job-guard.ts';
import { keys, lists } from './keys.ts';
import { leaveOpenJobs } from './leave-open-jobs.ts';
import { jobLedgerEntry, putLedgerEntry } from './ledger-record.ts';
import { pictureItems } from './library-items.ts';
import { takeNumbers } from './numbered-list.ts';
import type { TransactItems } from './transaction.ts';

type Tables = { readonly jobs: string; readonly credits: string; readonly images: string };
type LibraryHead = z.output<typeof libraryHeadRecord>;

/** Where the lists stood when the completion looked. */
export type LibraryHeads = {
  readonly library: LibraryHead | undefined;
  /** Newest number of what the team made from the job's preset; 0 when there is nothing yet, or no preset. */
  readonly presetSequence: number;
};

/** Everything that a completion writes: at most 5 + 3 × 10 items, of the 100 that a transaction holds. */
export function completionItems(
  tables: Tables,
  completed: Job,
  params: JobParams,
  heads: LibraryHeads,
  nowMillis: number,
): TransactItems {
  // Clocks of two workers differ: a library's createdAt never runs backwards all the same.
  const createdAtMillis = Math.max(nowMillis, heads.library?.lastCreatedAtMillis ?? 0);

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
    ...libraryItems(tables.images, completed, params, heads, createdAtMillis),
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

/** The pictures enter the team's library, and the list of what it made from their preset. */
function libraryItems(
  table: string,
  job: Job,
  params: JobParams,
  { library, presetSequence }: LibraryHeads,
  createdAtMillis: number,
): TransactItems {
  const { teamId } = job;
  const images = job.images.flatMap((kept) => toLibraryImage(job, params, kept, createdAtMillis) ?? []);
  const own = lists.library(teamId);
  const ofPreset = params.presetId === null ? null : lists.presetLibrary(teamId, params.presetId);
  const lastSequence = library?.lastSequence ?? 0;
  const createdAt = { lastCreatedAtMillis: createdAtMillis };
  const put = (Item: object) => ({ Put: { TableName: table, Item } });

  return [
    takeNumbers({ table, list: own }, lastSequence, images.length, createdAt),
    ...(ofPreset === null ? [] : [takeNumbers({ table, list: ofPreset }, presetSequence, images.length)]),
    ...images.flatMap((image, index) => {
      const sequence = lastSequence + index + 1;
      const inPreset = ofPreset === null ? null : presetSequence + index + 1;
      return pictureItems(image, { sequence, presetSequence: inPreset }).map(put);
    }),
  ];
}
