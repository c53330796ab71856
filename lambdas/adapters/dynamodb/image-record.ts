import * as z from 'zod';
import { aspectRatios } from '../../domain/generation/aspect-ratio.ts';
import { resolutions } from '../../domain/generation/resolution.ts';
import { type Job, type JobParams, planOf } from '../../domain/jobs/job.ts';
import type { KeptImage } from '../../domain/jobs/sample-outcome.ts';
import type { LibraryImage, LibraryImageDetail } from '../../domain/library/image.ts';
import { keptOriginalRecord } from './job-record.ts';

/** The newest sequence number of a team's library. Dense: the n-th picture of a team has the number n. */
export const libraryHeadRecord = z.object({
  lastSequence: z.int(),
  lastCreatedAtMillis: z.int(),
});

/** A row of the library: what a list shows. */
export const libraryRowRecord = z.object({
  imageId: z.string(),
  teamId: z.string(),
  jobId: z.string(),
  storageKey: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  presetId: z.string().nullable(),
  modelVersion: z.string(),
  userPrompt: z.string(),
  aspectRatio: z.enum(aspectRatios),
  resolution: z.enum(resolutions),
  isPublic: z.boolean(),
  createdAtMillis: z.int(),
});

/** What anybody may see of a published picture. */
export const galleryRowRecord = libraryRowRecord.pick({
  imageId: true,
  storageKey: true,
  width: true,
  height: true,
  modelVersion: true,
  aspectRatio: true,
  createdAtMillis: true,
});

/** A picture by its id: the row, and what only its own page shows. `sequence` leads back to the row. */
export const imageRecord = libraryRowRecord.extend({
  sequence: z.int(),
  prompt: z.string(),
  variables: z.record(z.string(), z.unknown()),
  provenance: z
    .object({ provider: z.string(), model: z.string(), original: keptOriginalRecord.nullable() })
    .nullable()
    .default(null),
});

export function toLibraryImage(
  job: Job,
  params: JobParams,
  kept: KeptImage,
  createdAtMillis: number,
): LibraryImageDetail | undefined {
  const planned = job.samples[kept.sampleIndex];
  if (planned === undefined) return undefined;

  const row: LibraryImage = {
    imageId: planned.imageId,
    teamId: job.teamId,
    jobId: job.jobId,
    storageKey: planned.storageKey,
    width: kept.width,
    height: kept.height,
    bytes: kept.bytes,
    presetId: params.presetId,
    modelVersion: kept.model ?? job.model,
    userPrompt: params.userPrompt,
    aspectRatio: job.aspectRatio,
    resolution: job.resolution,
    isPublic: job.isPublic,
    createdAtMillis,
  };

  const plan = planOf(job, kept.model !== null) ?? job;
  const provenance = { provider: plan.provider, model: plan.providerModel, original: kept.original };
  return { ...row, prompt: params.prompt, variables: params.variables, provenance };
}
