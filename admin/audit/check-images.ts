import { imageRecord } from '../../lambdas/adapters/dynamodb/image-record.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { readItem } from '../../lambdas/adapters/dynamodb/read-item.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { thumbnailKeyOf } from '../../lambdas/domain/library/storage-keys.ts';
import type { Target } from '../connection/target.ts';
import { objectExists } from '../object-exists.ts';
import type { Mismatch } from './mismatch.ts';

/** Every image of a completed job that its team did not delete is in the library, and its two objects are stored. */
export async function checkImages(target: Target, job: Job): Promise<readonly Mismatch[]> {
  if (job.status !== 'completed') return [];

  const left = job.images.filter(
    ({ sampleIndex }) => !job.deletedImageIds.includes(job.samples[sampleIndex]?.imageId ?? ''),
  );
  const found = await Promise.all(left.map(({ sampleIndex }) => checkImage(target, job, sampleIndex)));
  return found.flat();
}

async function checkImage(target: Target, job: Job, sampleIndex: number): Promise<readonly Mismatch[]> {
  const { imageId = '', storageKey = '' } = job.samples[sampleIndex] ?? {};
  const missing = (what: string): Mismatch => ({
    kind: 'image_missing',
    teamId: job.teamId,
    jobId: job.jobId,
    detail: `Sample ${sampleIndex} (${imageId}) has no ${what}.`,
  });
  const [row, picture, thumbnail] = await Promise.all([
    readItem(target.client, target.tables.images, keys.image(imageId), imageRecord),
    objectExists(target.s3, target.imagesBucket, storageKey),
    objectExists(target.s3, target.imagesBucket, thumbnailKeyOf(storageKey)),
  ]);

  return [
    ...(row?.teamId === job.teamId ? [] : [missing('place in the library')]),
    ...(picture ? [] : [missing('stored picture')]),
    ...(thumbnail ? [] : [missing('stored thumbnail')]),
  ];
}
