import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { GalleryPublisher } from '../../domain/library/gallery.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { enterGallery, galleryNumber } from './gallery-items.ts';
import { imageRecord } from './image-record.ts';
import { keys, openJobsPartition } from './keys.ts';
import { goToLeftovers, type LeavingOpenJobs, leaveOpenJobs } from './leave-open-jobs.ts';
import { readItem } from './read-item.ts';
import { transact } from './transaction.ts';

/** A round is lost to whoever else moves the gallery, or one of the pictures. */
const maxRounds = 30;

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
    await this.#enter(images.map(({ sampleIndex }) => samples[sampleIndex]?.imageId ?? ''));
    await this.#leaveOpenJobs(job);
  }

  /**
   * Only from the open jobs: whose leftovers are swept already stays as it is. A job of which a picture was deleted
   * meanwhile goes on to the leftovers, even when that was after it was read here.
   */
  async #leaveOpenJobs(job: Job): Promise<void> {
    const left = await this.#leave(
      job,
      leaveOpenJobs(job),
      '#open = :open AND attribute_not_exists(deletedImageIds)',
    );
    if (!left) await this.#leave(job, goToLeftovers(), '#open = :open');
  }

  async #leave(
    { jobId }: Job,
    { expression, names, values }: LeavingOpenJobs,
    condition: string,
  ): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#tables.jobs,
      Key: keys.job(jobId),
      ConditionExpression: condition,
      UpdateExpression: expression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ...values, ':open': openJobsPartition },
    });
    try {
      await this.#client.send(update);
      return true;
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return false;
      throw new StoreUnavailable('leave the open jobs', { cause });
    }
  }

  /** Whoever took a picture back or deleted it meanwhile wins: the condition sees it, and the next round leaves it out. */
  async #enter(imageIds: readonly string[]): Promise<void> {
    const [client, table] = [this.#client, this.#tables.images];
    for (let round = 1; round <= maxRounds; round += 1) {
      const read = imageIds.map((imageId) => readItem(client, table, keys.image(imageId), imageRecord));
      const images = (await Promise.all(read)).filter((image) => image !== undefined);
      const waiting = images.filter(({ isPublic, gallerySequence }) => isPublic && gallerySequence === null);
      if (waiting.length === 0) return;

      const seen = await galleryNumber(client, table);
      const places = waiting.map(({ imageId }, index) => setPlace(table, imageId, seen + index + 1));
      const items = [...places, ...enterGallery(table, waiting, seen)];
      if ((await transact(client, 'publish pictures', items, this.#clock)).committed) return;
      await this.#clock.sleepAtMost(20 * round);
    }
    throw new TransactionConflict('publish pictures', maxRounds);
  }
}

function setPlace(table: string, imageId: string, place: number) {
  return {
    Update: {
      TableName: table,
      Key: keys.image(imageId),
      ConditionExpression: 'isPublic = :true AND attribute_not_exists(gallerySequence)',
      UpdateExpression: 'SET gallerySequence = :place',
      ExpressionAttributeValues: { ':true': true, ':place': place },
    },
  };
}
