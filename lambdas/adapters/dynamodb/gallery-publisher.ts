import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { GalleryPublisher } from '../../domain/library/gallery.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { putGalleryRow } from './image-publications.ts';
import { imageRecord } from './image-record.ts';
import { keys, openJobsPartition } from './keys.ts';
import { leaveOpenJobs } from './leave-open-jobs.ts';
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
  async publish(job: Job): Promise<void> {
    const { images, samples } = job;
    for (const { sampleIndex } of images) await this.#publishOne(samples[sampleIndex]?.imageId ?? '');
    await this.#leaveOpenJobs(job);
  }

  /** Only from the open jobs: whose leftovers are swept already stays as it is. */
  async #leaveOpenJobs(job: Job): Promise<void> {
    const { expression, names, values } = leaveOpenJobs(job);
    const update = new UpdateCommand({
      TableName: this.#tables.jobs,
      Key: keys.job(job.jobId),
      ConditionExpression: '#open = :open',
      UpdateExpression: expression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ...values, ':open': openJobsPartition },
    });
    await this.#client.send(update).catch((cause: unknown) => {
      if (!(cause instanceof ConditionalCheckFailedException))
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
    await transact(this.#client, 'publish a picture', items, this.#clock);
  }
}
