import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import { lastWorkMillis } from '../../domain/jobs/deadline.ts';
import { type LibraryGeometry, productionGeometry } from '../../domain/library/geometry.ts';
import type { ImageRemovals } from '../../domain/library/library.ts';
import type { StoredImage } from './gallery-items.ts';
import { imageRecord } from './image-record.ts';
import { jobRecord } from './job-record.ts';
import { keys, leftoversPartition, lists } from './keys.ts';
import { listsOf } from './library-items.ts';
import { leaveList } from './numbered-list.ts';
import { readItem } from './read-item.ts';
import { dropText } from './search-segments.ts';
import { type TransactItems, transact } from './transaction.ts';

/** A round is lost to another deletion from the same list, or to whoever publishes the picture. About 20 s in all. */
const maxRounds = 60;

/** One transaction over library, gallery and the job's list, so a crash leaves all of it or none. */
export class DynamoImageRemovals implements ImageRemovals {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly images: string; readonly jobs: string };
  readonly #clock: Clock;
  readonly #geometry: LibraryGeometry;

  constructor(
    client: DynamoDBDocumentClient,
    tables: { images: string; jobs: string },
    clock: Clock,
    geometry = productionGeometry,
  ) {
    this.#client = client;
    this.#tables = tables;
    this.#clock = clock;
    this.#geometry = geometry;
  }

  async remove(teamId: string, imageId: string): Promise<boolean> {
    for (let round = 1; round <= maxRounds; round += 1) {
      const image = await readItem(this.#client, this.#tables.images, keys.image(imageId), imageRecord);
      if (image?.teamId !== teamId) return false;
      if (await this.#removeOne(image)) return true;
      await this.#clock.sleepAtMost(20 * round);
    }
    throw new TransactionConflict('remove a picture', maxRounds);
  }

  async #removeOne(image: StoredImage): Promise<boolean> {
    const TableName = this.#tables.images;
    const { imageId, teamId, gallerySequence } = image;
    const texts = { client: this.#client, table: TableName, teamId, ...this.#geometry };
    const items = [
      { Delete: { TableName, Key: keys.image(imageId), ...isAsSeen(gallerySequence) } },
      ...(await this.#leaveLists(image)),
      await dropText(texts, image.sequence),
      ...(await this.#leaveJob(image)),
    ];
    const moved = await transact(this.#client, 'remove a picture', items, this.#clock);
    return moved.committed;
  }

  /**
   * A Store or a settling that began before the job was completed may still write the picture's objects, after they were
   * removed here. Until nobody can, the job stays among the leftovers, whose objects the sweeper removes once more; one
   * that is still open gets there when its pictures are published.
   */
  async #leaveJob({ jobId, imageId }: StoredImage): Promise<TransactItems> {
    const job = await readItem(this.#client, this.#tables.jobs, keys.job(jobId), jobRecord);
    // Pictures that were filled in for a demonstration were made by no job.
    if (job === undefined) return [];

    const isSettled = this.#clock.nowMillis() >= job.deadlineAtMillis + lastWorkMillis;
    const sweep = isSettled ? '' : 'SET #open = if_not_exists(#open, :leftovers) ';
    return [
      {
        Update: {
          TableName: this.#tables.jobs,
          Key: keys.job(jobId),
          ConditionExpression: 'attribute_exists(pk)',
          UpdateExpression: `${sweep}ADD deletedImageIds :id`,
          ...(isSettled ? {} : { ExpressionAttributeNames: { '#open': 'open' } }),
          ExpressionAttributeValues: {
            ':id': new Set([imageId]),
            ...(isSettled ? {} : { ':leftovers': leftoversPartition }),
          },
        },
      },
    ];
  }

  async #leaveLists(image: StoredImage): Promise<TransactItems> {
    const { gallerySequence } = image;
    const shown = gallerySequence === null ? [] : [{ list: lists.gallery, sequence: gallerySequence }];
    const left = [...listsOf(image), ...shown].map(({ list, sequence }) => {
      const place = { client: this.#client, table: this.#tables.images, list, ...this.#geometry };
      return leaveList(place, sequence);
    });
    return (await Promise.all(left)).flat();
  }
}

/** Whoever publishes the picture or takes it back meanwhile wins, and the next round sees it. */
function isAsSeen(gallerySequence: number | null) {
  return gallerySequence === null
    ? { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(gallerySequence)' }
    : {
        ConditionExpression: 'gallerySequence = :place',
        ExpressionAttributeValues: { ':place': gallerySequence },
      };
}
