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

/** The stored shape of a job: one item of at most 4 KB, read by every poll. */
export const jobRecord = z.object({
  jobId: z.string(),
  teamId: z.string(),
  status: z.enum(jobStatuses),
  createdAtMillis: z.int(),
  deadlineAtMillis: z.int(),
  model: z.string(),
  provider: z.string(),
  aspectRatio: z.enum(aspectRatios),
  resolution: z.enum(resolutions),
  isPublic: z.boolean(),
  unitCost: creditAmount,
  cost: creditAmount,
  samples: z.array(z.object({ imageId: z.string(), storageKey: z.string() })),
  chargedAtMillis: z.int().nullable(),
  endedAtMillis: z.int().nullable(),
  images: z.array(z.object({ sampleIndex: z.int(), width: z.int(), height: z.int(), bytes: z.int() })),
  lost: z.array(failure.extend({ sampleIndex: z.int() })),
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
});

/** A new job, in the index of open jobs. */
export function openJobItem(job: Job) {
  return { ...keys.job(job.jobId), open: openJobsPartition, ...job };
}

export function jobParamsItem(jobId: string, params: JobParams) {
  return { ...keys.jobParams(jobId), ...params };
}
