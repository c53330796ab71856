import * as z from 'zod';
import { creditAmount } from '../../domain/credits/amount.ts';
import { aspectRatios } from '../../domain/generation/aspect-ratio.ts';
import { resolutions } from '../../domain/generation/resolution.ts';
import type { Job, JobParams } from '../../domain/jobs/job.ts';
import { jobFailureCodes } from '../../domain/jobs/job-failure.ts';
import { jobStatuses } from '../../domain/jobs/job-status.ts';
import { keys, openJobsPartition } from './keys.ts';

const failure = z.object({
  code: z.enum(jobFailureCodes),
  error: z.string(),
  blocked: z.object({ stage: z.enum(['input', 'output']), reason: z.string() }).optional(),
  shortfall: z.object({ required: z.number(), balance: z.number() }).optional(),
});

/** The stored shape of an original that is kept. */
export const keptOriginalRecord = z.object({
  mimeType: z.string(),
  bytes: z.int(),
  hasContentCredentials: z.boolean(),
});

const drawPlan = z.object({
  model: z.string(),
  provider: z.string(),
  providerModel: z.string(),
  ceilingSeconds: z.int(),
  drawnAspectRatio: z.enum(aspectRatios).nullable().default(null),
  quality: z.string().nullable().default(null),
  widthPixels: z.int(),
  heightPixels: z.int(),
});

/** The stored shape of a job: one item of at most 4 KB, read by every poll. What came later has a default: older jobs lack it. */
export const jobRecord = z.object({
  jobId: z.string(),
  teamId: z.string(),
  status: z.enum(jobStatuses),
  createdAtMillis: z.int(),
  deadlineAtMillis: z.int(),
  ...drawPlan.shape,
  requestedModel: z.string().nullable(),
  fallback: drawPlan.nullable().default(null),
  aspectRatio: z.enum(aspectRatios),
  resolution: z.enum(resolutions),
  isPublic: z.boolean(),
  unitCost: creditAmount,
  cost: creditAmount,
  samples: z.array(z.object({ imageId: z.string(), storageKey: z.string() })),
  chargedAtMillis: z.int().nullable(),
  endedAtMillis: z.int().nullable(),
  images: z.array(
    z.object({
      sampleIndex: z.int(),
      width: z.int(),
      height: z.int(),
      bytes: z.int(),
      model: z.string().nullable().default(null),
      drawnAspectRatio: z.enum(aspectRatios).nullable().default(null),
      costMicroUsd: z.int().nullable().default(null),
      original: keptOriginalRecord.nullable().default(null),
    }),
  ),
  lost: z.array(
    failure.extend({
      sampleIndex: z.int(),
      cost: z.object({ microUsd: z.int(), isSuspected: z.boolean() }).optional(),
    }),
  ),
  /** A set, which one update adds to, and which is not there while it is empty. */
  deletedImageIds: z
    .set(z.string())
    .optional()
    .transform((ids) => [...(ids ?? [])]),
  refunded: z.int(),
  failure: failure.nullable(),
});

/** The stored shape of what a job asks for. */
export const jobParamsRecord = z.object({
  userPrompt: z.string(),
  prompt: z.string(),
  negativePrompt: z.string().nullable(),
  presetId: z.string().nullable(),
  variables: z.record(z.string(), z.unknown()),
  references: z.array(z.object({ key: z.string(), mimeType: z.enum(['image/png', 'image/jpeg']) })),
});

/** The stored shape of a caller's Idempotency-Key. */
export const onceRecord = z.object({
  jobId: z.string(),
  bodySha256Hex: z.string(),
  expiresAtSeconds: z.int(),
});

/** A new job, in the index of open jobs. */
export function openJobItem({ deletedImageIds: _, ...job }: Job) {
  return { ...keys.job(job.jobId), open: openJobsPartition, ...job };
}

export function jobParamsItem(jobId: string, params: JobParams) {
  return { ...keys.jobParams(jobId), ...params };
}
