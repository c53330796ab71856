import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { ImageRemovals } from '../../domain/library/library.ts';
import { deleteGalleryRow } from './image-publications.ts';
import { imageRecord } from './image-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';
import { transact } from './transaction.ts';

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
    const TableName = this.#tables.images;
    const image = await readItem(this.#client, TableName, keys.image(imageId), imageRecord);
    if (image?.teamId !== teamId) return false;

    const items = [
      { Delete: { TableName, Key: keys.image(imageId), ConditionExpression: 'attribute_exists(pk)' } },
      { Delete: { TableName, Key: keys.libraryRow(teamId, image.sequence) } },
      {
        Update: {
          TableName,
          Key: keys.libraryHead(teamId),
          UpdateExpression: 'ADD deleted :one',
          ExpressionAttributeValues: { ':one': 1 },
        },
      },
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
