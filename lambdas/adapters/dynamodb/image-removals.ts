import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import type { ImageRemovals } from '../../domain/library/library.ts';
import { deleteGalleryRow } from './image-publications.ts';
import { imageRecord } from './image-record.ts';
import { keys } from './keys.ts';
import { noteDeletion } from './library-deletions.ts';
import { readItem } from './read-item.ts';
import { transact } from './transaction.ts';

/** A round is lost to another deletion of the same library. */
const maxRounds = 30;

/** One transaction over library, gallery and the job's list, so a crash leaves all of it or none. */
export class DynamoImageRemovals implements ImageRemovals {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly images: string; readonly jobs: string };
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, tables: { images: string; jobs: string }, clock: Clock) {
    this.#client = client;
    this.#tables = tables;
    this.#clock = clock;
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

  async #removeOne(image: z.output<typeof imageRecord>): Promise<boolean> {
    const TableName = this.#tables.images;
    const { imageId, teamId, sequence } = image;
    const items = [
      { Delete: { TableName, Key: keys.image(imageId), ConditionExpression: 'attribute_exists(pk)' } },
      { Delete: { TableName, Key: keys.libraryRow(teamId, sequence) } },
      ...(await noteDeletion(this.#client, TableName, teamId, sequence)),
      deleteGalleryRow(TableName, image),
      {
        Update: {
          TableName: this.#tables.jobs,
          Key: keys.job(image.jobId),
          ConditionExpression: 'attribute_exists(pk)',
          UpdateExpression: 'ADD deletedImageIds :id',
          ExpressionAttributeValues: { ':id': new Set([imageId]) },
        },
      },
    ];
    const moved = await transact(this.#client, 'remove a picture', items, this.#clock);
    return moved.committed;
  }
}
