import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { GalleryPublisher } from '../../domain/library/gallery.ts';
import { putGalleryRow } from './image-publications.ts';
import { imageRecord } from './image-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';
import { transact } from './transaction.ts';

/** Apart from the completion, so that all teams do not meet in one partition within each other's money. */
export class DynamoGalleryPublisher implements GalleryPublisher {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, imagesTable: string, clock: Clock) {
    this.#client = client;
    this.#table = imagesTable;
    this.#clock = clock;
  }

  async publish({ images, samples }: Job): Promise<void> {
    for (const { sampleIndex } of images) await this.#publishOne(samples[sampleIndex]?.imageId ?? '');
  }

  /** Whoever took the picture back or deleted it meanwhile wins: the condition sees it. */
  async #publishOne(imageId: string): Promise<void> {
    const key = keys.image(imageId);
    const image = await readItem(this.#client, this.#table, key, imageRecord);
    if (image === undefined || !image.isPublic) return;

    const isStillPublic = {
      ConditionCheck: {
        TableName: this.#table,
        Key: key,
        ConditionExpression: 'isPublic = :true',
        ExpressionAttributeValues: { ':true': true },
      },
    };
    const items = [isStillPublic, putGalleryRow(this.#table, image)];
    await transact(this.#client, 'publish a picture', items, { clock: this.#clock });
  }
}
