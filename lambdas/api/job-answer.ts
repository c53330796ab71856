import * as z from 'zod';
import type { Job } from '../domain/jobs/job.ts';
import { jobFailureCodes } from '../domain/jobs/job-failure.ts';
import { picture, pictureUrls } from './picture.ts';

const facts = z.object({
  id: z.string(),
  /** Unix seconds of the acceptance. */
  created: z.int(),
  /** Catalogue id of the model that runs, or ran. */
  model: z.string(),
});
const failedSamples = z
  .array(z.object({ index: z.int(), code: z.enum(jobFailureCodes), error: z.string() }))
  .optional();
/** Credits that were kept. */
const usage = z.object({ credits: z.int() });

export const openJobResponse = facts.extend({ status: z.enum(['queued', 'active']) });

export const completedJobResponse = facts.extend({
  status: z.literal('completed'),
  data: z.array(picture),
  usage,
  failedSamples,
});

const failedJobResponse = facts.extend({
  status: z.literal('failed'),
  error: z.string(),
  code: z.enum(jobFailureCodes),
  /** Credits that were given back. */
  refunded: z.int(),
  usage,
  failedSamples,
  /** Only for `content_blocked`: where the model refused, and what it said. */
  stage: z.enum(['input', 'output']).optional(),
  reason: z.string().optional(),
});

/** A job as its own address shows it, whatever its status. */
export const jobResponse = z.discriminatedUnion('status', [
  openJobResponse,
  completedJobResponse,
  failedJobResponse,
]);

type JobAnswer = z.input<typeof jobResponse>;

export function jobAnswer(job: Job, cdnUrl: string): JobAnswer {
  const base = {
    id: job.jobId,
    created: Math.floor(job.createdAtMillis / 1000),
    model: job.model,
  };

  switch (job.status) {
    case 'queued':
    case 'active':
      return { ...base, status: job.status };
    case 'completed':
      return {
        ...base,
        status: job.status,
        data: pictures(job, cdnUrl),
        usage: { credits: job.cost - job.refunded },
        ...lostSamples(job),
      };
    case 'failed':
      return { ...base, status: job.status, ...failure(job), ...lostSamples(job) };
  }
}

function pictures({ images, samples }: Job, cdnUrl: string): z.input<typeof picture>[] {
  return images.flatMap(({ sampleIndex, width, height }) => {
    const planned = samples[sampleIndex];
    if (planned === undefined) return [];

    const { imageId, storageKey } = planned;
    return [{ id: imageId, ...pictureUrls(cdnUrl, storageKey), storageKey, width, height }];
  });
}

function failure({ failure: known, refunded }: Job) {
  const { code, error, blocked } = known ?? {
    code: 'internal_error' as const,
    error: 'The generation failed.',
  };
  return { error, code, refunded, usage: { credits: 0 }, ...blocked };
}

function lostSamples({ lost }: Job): Pick<z.input<typeof completedJobResponse>, 'failedSamples'> {
  if (lost.length === 0) return {};

  return { failedSamples: lost.map(({ sampleIndex, code, error }) => ({ index: sampleIndex, code, error })) };
}
