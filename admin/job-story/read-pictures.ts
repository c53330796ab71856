import { imageRecord } from '../../lambdas/adapters/dynamodb/image-record.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { readItem } from '../../lambdas/adapters/dynamodb/read-item.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { thumbnailKeyOf } from '../../lambdas/domain/library/storage-keys.ts';
import type { Target } from '../connection/target.ts';
import { objectExists } from '../object-exists.ts';
import type { PictureFacts } from './facts.ts';

/** Of every planned picture, listed by the job or not: whether it is in the library, and whether its objects are there. */
export async function readPictures(target: Target, job: Job): Promise<readonly PictureFacts[]> {
  return Promise.all(
    job.samples.map(async ({ imageId, storageKey }, sampleIndex) => {
      const [row, isStored, hasThumbnail] = await Promise.all([
        readItem(target.client, target.tables.images, keys.image(imageId), imageRecord),
        objectExists(target.s3, target.imagesBucket, storageKey),
        objectExists(target.s3, target.imagesBucket, thumbnailKeyOf(storageKey)),
      ]);
      const isDeleted = job.deletedImageIds.includes(imageId);
      return { sampleIndex, imageId, isDeleted, isInLibrary: row !== undefined, isStored, hasThumbnail };
    }),
  );
}
