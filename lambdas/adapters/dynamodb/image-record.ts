import * as z from 'zod';
import { aspectRatios } from '../../domain/generation/aspect-ratio.ts';
import { resolutions } from '../../domain/generation/resolution.ts';
import { type Job, type JobParams, planOf } from '../../domain/jobs/job.ts';
import type { KeptImage } from '../../domain/jobs/sample-outcome.ts';
import type { LibraryImage, LibraryImageDetail } from '../../domain/library/image.ts';
import { keptOriginalRecord } from './job-record.ts';
import { listHeadRecord } from './numbered-list.ts';

/** The newest picture of a team's library. */
export const libraryHeadRecord = listHeadRecord.extend({ lastCreatedAtMillis: z.int() });

/** A row of a library: what a list shows. The team is in its key, for twenty rows must fit into 12 KB. */
export const libraryRowRecord = z.object({
  imageId: z.string(),
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

/** Numbers in the lists that show a picture, which lead back to its rows; null in a list that does not. */
export const placesRecord = z.object({
  sequence: z.int(),
  presetSequence: z.int().nullable().default(null),
  gallerySequence: z.int().nullable().default(null),
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

/** A picture by its id: the row, and what only its own page shows. */
export const imageRecord = libraryRowRecord.extend({
  teamId: z.string(),
  ...placesRecord.shape,
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
  return { ...row, teamId: job.teamId, prompt: params.prompt, variables: params.variables, provenance };
}
