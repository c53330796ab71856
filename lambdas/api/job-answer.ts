import * as z from 'zod';
import { aspectRatios } from '../domain/generation/aspect-ratio.ts';
import { type Job, ranModel } from '../domain/jobs/job.ts';
import { jobFailureCodes } from '../domain/jobs/job-failure.ts';
import { pictureUrls } from './picture.ts';
import type { ResponseFormat } from './response-format.ts';

/** A picture as a job's answer lists it. With `response_format=b64_json` the addresses are left out. */
const jobPicture = z.object({
  id: z.string(),
  url: z.url().optional(),
  thumbnailUrl: z.url().optional(),
  storageKey: z.string(),
  width: z.int(),
  height: z.int(),
  model: z.string().describe('The model that drew it, where it is not the one of the job.').optional(),
  croppedFrom: z
    .enum(aspectRatios)
    .describe(
      'The ratio in which it was drawn, where the model has not the one that was asked, and it was trimmed.',
    )
    .optional(),
  b64_json: z
    .string()
    .describe("The WebP's bytes; only with `response_format=b64_json` or `both`.")
    .optional(),
});

const facts = z.object({
  id: z.string(),
  /** Unix seconds of the acceptance. */
  created: z.int(),
  /** Catalogue id of the model that runs, or ran. */
  model: z.string(),
  requestedModel: z
    .string()
    .describe('The alias that the request used, where it did not use the id.')
    .optional(),
  croppedFrom: z
    .enum(aspectRatios)
    .describe(
      'The ratio in which the model draws, where it has not the one that was asked: pictures are trimmed.',
    )
    .optional(),
});
const failedSamples = z
  .array(z.object({ index: z.int(), code: z.enum(jobFailureCodes), error: z.string() }))
  .optional();
/** Credits that were kept. */
const usage = z.object({ credits: z.int() });

export const openJobResponse = facts.extend({ status: z.enum(['queued', 'active']) });

export const completedJobResponse = facts.extend({
  status: z.literal('completed'),
  data: z.array(jobPicture),
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

/** Bytes are not part of it: whoever answers adds them, for they are streamed. */
export function jobAnswer(job: Job, cdnUrl: string, format: ResponseFormat = 'url'): JobAnswer {
  const base = {
    id: job.jobId,
    created: Math.floor(job.createdAtMillis / 1000),
    ...modelsOf(job),
  };

  switch (job.status) {
    case 'queued':
    case 'active':
      return { ...base, status: job.status };
    case 'completed':
      return {
        ...base,
        status: job.status,
        data: pictures(job, cdnUrl, format),
        usage: { credits: job.cost - job.refunded },
        ...lostSamples(job),
      };
    case 'failed':
      return { ...base, status: job.status, ...failure(job), ...lostSamples(job) };
  }
}

/** What is left of what arrived: a picture that was deleted from the library is gone here too. */
export function picturesLeft({ images, samples, deletedImageIds }: Job) {
  return images.flatMap((image) => {
    const planned = samples[image.sampleIndex];
    return planned === undefined || deletedImageIds.includes(planned.imageId)
      ? []
      : [{ ...image, ...planned }];
  });
}

function pictures(job: Job, cdnUrl: string, format: ResponseFormat): z.input<typeof jobPicture>[] {
  const ran = ranModel(job);
  return picturesLeft(job).map(({ imageId, storageKey, width, height, drawnAspectRatio, ...image }) => {
    const urls = format === 'b64_json' ? {} : pictureUrls(cdnUrl, storageKey);
    const model = image.model ?? job.model;
    return {
      id: imageId,
      ...urls,
      storageKey,
      width,
      height,
      ...(model === ran ? {} : { model }),
      ...(drawnAspectRatio === null ? {} : { croppedFrom: drawnAspectRatio }),
    };
  });
}

/** What ran, and what was asked for where that is something else. */
function modelsOf(job: Job): { readonly model: string; readonly requestedModel?: string } {
  const model = ranModel(job);
  const requestedModel = job.requestedModel ?? job.model;
  return requestedModel === model ? { model } : { model, requestedModel };
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
