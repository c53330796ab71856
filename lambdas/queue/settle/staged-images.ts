import { UnreadableImage } from '../../domain/generation/errors.ts';
import { lostSample } from '../../domain/generation/lost-sample.ts';
import type { Originals } from '../../domain/generation/originals.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { KeptImage, LostSample } from '../../domain/jobs/sample-outcome.ts';
import type { ImageFiles } from '../../domain/library/image-files.ts';
import { thumbnailKeyOf } from '../../domain/library/storage-keys.ts';

export type StagedImagesDependencies = {
  readonly originals: Pick<Originals, 'find'>;
  readonly files: ImageFiles;
};

/**
 * What a broken workflow left of a job: the pictures whose originals are staged, stored again under their own keys, and
 * the samples that nobody drew. The provider is asked for nothing. A store that is away throws: the next try may find
 * pictures that this one would have paid back.
 */
export async function stagedImages(
  { originals, files }: StagedImagesDependencies,
  job: Job,
): Promise<{ readonly images: readonly KeptImage[]; readonly lost: readonly LostSample[] }> {
  const { jobId, samples, aspectRatio } = job;
  const images: KeptImage[] = [];
  const lost: LostSample[] = [];
  // One after the other: each may be decoded to 80 MB.
  for (const [sampleIndex, { storageKey }] of samples.entries()) {
    const staged = await originals.find(jobId, sampleIndex);
    if (staged === undefined) {
      lost.push(neverDrawn(sampleIndex));
      continue;
    }
    const { originalKey, model, drawnAspectRatio, costMicroUsd } = staged;
    try {
      const stored = await files.publish({
        originalKey,
        storageKey,
        thumbnailKey: thumbnailKeyOf(storageKey),
        cropTo: drawnAspectRatio === null ? null : aspectRatio,
      });
      images.push({ sampleIndex, ...stored, model, drawnAspectRatio, costMicroUsd });
    } catch (error) {
      if (!(error instanceof UnreadableImage)) throw error;
      lost.push(lostSample(sampleIndex, error.name, error.message));
    }
  }
  return { images, lost };
}

function neverDrawn(sampleIndex: number): LostSample {
  return { sampleIndex, code: 'internal_error', error: 'The generation stopped before this image was made.' };
}
