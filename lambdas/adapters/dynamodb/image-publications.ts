import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { LibraryImageDetail } from '../../domain/library/image.ts';
import type { ImagePublications } from '../../domain/library/library.ts';
import { galleryRowRecord, imageRecord } from './image-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';
import { transact } from './transaction.ts';

/** One transaction over everything that shows a picture, so a crash leaves all of it or none. */
export class DynamoImagePublications implements ImagePublications {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, imagesTable: string, clock: Clock) {
    this.#client = client;
    this.#table = imagesTable;
    this.#clock = clock;
  }

  async setPublic(
    teamId: string,
    imageId: string,
    isPublic: boolean,
  ): Promise<LibraryImageDetail | undefined> {
    const image = await readItem(this.#client, this.#table, keys.image(imageId), imageRecord);
    if (image?.teamId !== teamId) return undefined;

    const items = [
      this.#setPublic(keys.image(imageId), isPublic),
      this.#setPublic(keys.libraryRow(teamId, image.sequence), isPublic),
      isPublic ? putGalleryRow(this.#table, image) : deleteGalleryRow(this.#table, image),
    ];
    const moved = await transact(this.#client, 'publish a picture', items, this.#clock);
    return moved.committed ? { ...image, isPublic } : undefined;
  }

  #setPublic(key: { readonly pk: string; readonly sk: string }, isPublic: boolean) {
    return {
      Update: {
        TableName: this.#table,
        Key: key,
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'SET isPublic = :isPublic',
        ExpressionAttributeValues: { ':isPublic': isPublic },
      },
    };
  }
}

type Image = z.output<typeof imageRecord>;

/** The row shows only what its record names. */
export function putGalleryRow(table: string, image: Image) {
  const key = keys.galleryRow(image.createdAtMillis, image.imageId);
  return { Put: { TableName: table, Item: { ...key, ...galleryRowRecord.parse(image) } } };
}

export function deleteGalleryRow(table: string, { createdAtMillis, imageId }: Image) {
  return { Delete: { TableName: table, Key: keys.galleryRow(createdAtMillis, imageId) } };
}
