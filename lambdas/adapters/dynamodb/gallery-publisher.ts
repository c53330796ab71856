import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { GalleryPublisher } from '../../domain/library/gallery.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { putGalleryRow } from './image-publications.ts';
import { imageRecord } from './image-record.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';
import { transact } from './transaction.ts';

/** Apart from the completion, so that all teams do not meet in one partition within each other's money. */
export class DynamoGalleryPublisher implements GalleryPublisher {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { readonly images: string; readonly jobs: string };
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, tables: { images: string; jobs: string }, clock: Clock) {
    this.#client = client;
    this.#tables = tables;
    this.#clock = clock;
  }

  /** Only when all of it is done does the job leave the index in which the sweeper looks: a crash before is made good. */
  async publish({ jobId, images, samples }: Job): Promise<void> {
    for (const { sampleIndex } of images) await this.#publishOne(samples[sampleIndex]?.imageId ?? '');
    await this.#nothingLeftToDo(jobId);
  }

  async #nothingLeftToDo(jobId: string): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#tables.jobs,
      Key: keys.job(jobId),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'REMOVE #open',
      ExpressionAttributeNames: { '#open': 'open' },
    });
    await this.#client.send(update).catch((cause: unknown) => {
      throw new StoreUnavailable('leave the open jobs', { cause });
    });
  }

  /** Whoever took the picture back or deleted it meanwhile wins: the condition sees it. */
  async #publishOne(imageId: string): Promise<void> {
    const key = keys.image(imageId);
    const image = await readItem(this.#client, this.#tables.images, key, imageRecord);
    if (image === undefined || !image.isPublic) return;

    const isStillPublic = {
      ConditionCheck: {
        TableName: this.#tables.images,
        Key: key,
        ConditionExpression: 'isPublic = :true',
        ExpressionAttributeValues: { ':true': true },
      },
    };
    const items = [isStillPublic, putGalleryRow(this.#tables.images, image)];
    await transact(this.#client, 'publish a picture', items, { clock: this.#clock });
  }
}
