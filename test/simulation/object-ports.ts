import type { Originals, StagedOriginal } from '../../lambdas/domain/generation/originals.ts';
import type { ImageFiles } from '../../lambdas/domain/library/image-files.ts';
import type { PictureFiles } from '../../lambdas/domain/library/picture-files.ts';
import { thumbnailKeyOf } from '../../lambdas/domain/library/storage-keys.ts';
import { asStore } from './as-store.ts';
import type { SimulatedProcess } from './process.ts';

export type ObjectWorld = {
  /** Keys of objects, in both buckets. */
  readonly objects: Set<string>;
  /** What is known of the originals among them, by their keys. */
  readonly originals: Map<string, StagedOriginal>;
  /** Samples (`<jobId>/<sampleIndex>`) that were staged when their job had ended. */
  readonly stagedLate: Set<string>;
  readonly hasJobEnded: (jobId: string) => boolean;
};

export function originalsOf(
  process: SimulatedProcess,
  { objects, originals, stagedLate, hasJobEnded }: ObjectWorld,
): Originals {
  const keyOf = (jobId: string, sampleIndex: number) => `originals/${jobId}/${sampleIndex}`;
  return {
    find: (jobId, sampleIndex) => {
      const key = keyOf(jobId, sampleIndex);
      return process.call(`head ${key}`, () => originals.get(key)).catch(asStore('head'));
    },
    stage: (jobId, sampleIndex, _, facts) => {
      const key = keyOf(jobId, sampleIndex);
      const put = () => {
        objects.add(key);
        if (hasJobEnded(jobId)) stagedLate.add(`${jobId}/${sampleIndex}`);
        const staged = { originalKey: key, ...facts };
        originals.set(key, staged);
        return staged;
      };
      return process.call(`put ${key}`, put).catch(asStore('put'));
    },
  };
}

export function filesOf(process: SimulatedProcess, { objects }: Pick<ObjectWorld, 'objects'>): ImageFiles {
  return {
    publish: async ({ originalKey, storageKey, thumbnailKey }) => {
      await process
        .call(`get ${originalKey}`, () => {
          if (!objects.has(originalKey)) throw new Error('There is no such original.');
        })
        .catch(asStore('get'));
      await Promise.all(
        [storageKey, thumbnailKey].map((key) =>
          process.call(`put ${key}`, () => void objects.add(key)).catch(asStore('put')),
        ),
      );
      return { width: 1024, height: 1024, bytes: 79, original: null };
    },
  };
}

export function picturesOf(
  process: SimulatedProcess,
  { objects }: Pick<ObjectWorld, 'objects'>,
): Pick<PictureFiles, 'remove'> {
  return {
    remove: (storageKey) =>
      process
        .call(`remove ${storageKey}`, () => {
          objects.delete(storageKey);
          objects.delete(thumbnailKeyOf(storageKey));
        })
        .catch(asStore('remove')),
  };
}
