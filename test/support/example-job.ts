import { creditAmount } from '../../lambdas/domain/credits/amount.ts';
import type { Job, JobParams } from '../../lambdas/domain/jobs/job.ts';
import type { KeptImage } from '../../lambdas/domain/jobs/sample-outcome.ts';

/** A queued job of `sampleCount` pictures at `unitCost` credits each. Ids must differ from test to test. */
export function exampleJob(overrides: Partial<Job> & { sampleCount?: number } = {}): Job {
  const { sampleCount = 1, ...fields } = overrides;
  const jobId = fields.jobId ?? 'job_00000000000000000000000000000001';
  const unitCost = fields.unitCost ?? creditAmount.parse(2);

  return {
    jobId,
    teamId: 'team_a',
    status: 'queued',
    createdAtMillis: Date.parse('2026-11-23T09:00:00.000Z'),
    deadlineAtMillis: Date.parse('2026-11-23T11:00:00.000Z'),
    model: 'sandbox',
    requestedModel: null,
    fallback: null,
    provider: 'sandbox',
    providerModel: 'sandbox',
    ceilingSeconds: 600,
    aspectRatio: '16:9',
    drawnAspectRatio: null,
    resolution: 'high',
    quality: null,
    widthPixels: 2752,
    heightPixels: 1548,
    isPublic: false,
    unitCost,
    cost: creditAmount.parse(unitCost * sampleCount),
    samples: Array.from({ length: sampleCount }, (_, index) => ({
      imageId: `img_${jobId}_${index}`,
      storageKey: `generated/team-handle/${jobId}-${index}.webp`,
    })),
    chargedAtMillis: null,
    endedAtMillis: null,
    images: [],
    lost: [],
    deletedImageIds: [],
    refunded: 0,
    failure: null,
    ...fields,
  };
}

export const exampleParams: JobParams = {
  userPrompt: 'ภาพถ่ายรองเท้าวิ่ง',
  prompt: 'ภาพถ่ายรองเท้าวิ่ง',
  negativePrompt: null,
  presetId: null,
  variables: {},
  references: [],
};

/** A small picture that a job kept, drawn by the job's own model, of which nothing more is known. */
export const exampleImage = (sampleIndex: number): KeptImage => ({
  sampleIndex,
  width: 64,
  height: 64,
  bytes: 9,
  model: null,
  drawnAspectRatio: null,
  costMicroUsd: null,
  original: null,
});
