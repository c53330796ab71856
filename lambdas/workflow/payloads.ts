import * as z from 'zod';
import { aspectRatios } from '../domain/generation/aspect-ratio.ts';

/**
 * Each state's input is the last one's output: queued → charged → (sample → generated → stored) per sample → settled.
 * Only ids and sizes travel; Step Functions carries at most 256 KB. What a version adds has a default, for executions and
 * messages of the version before are still on their way.
 */
export const queuedPayload = z.object({
  jobId: z.string().min(1),
  teamId: z.string().min(1),
  /** Of the POST, for the log: it travels here, and in no record, for it is of no use to anybody else. */
  requestId: z.string().min(1).nullable().default(null),
});

const plannedSample = z.object({
  sampleIndex: z.int().min(0),
  storageKey: z.string().min(1),
  thumbnailKey: z.string().min(1),
  /** What Store trims a picture to that was drawn in another. */
  aspectRatio: z.enum(aspectRatios).optional(),
});

export const chargedPayload = queuedPayload.extend({
  queueUrl: z.string().min(1),
  /** Where the fallback's samples wait; the first queue again for a job without one, whose samples never go there. */
  fallbackQueueUrl: z.string().min(1).optional(),
  messageGroupId: z.string().min(1),
  generateTimeoutSeconds: z.int().min(1),
  samples: z.array(plannedSample).min(1),
});

/** Which model drew a picture, where it is not the one that the job names; in which ratio; and what it cost us. */
const drawnBy = {
  model: z.string().min(1).nullable().default(null),
  drawnAspectRatio: z.enum(aspectRatios).nullable().default(null),
  costMicroUsd: z.int().nullable().default(null),
};

/** What the worker answers to the task token of Generate. */
export const originalPayload = z.object({
  originalKey: z.string().min(1),
  mimeType: z.string().min(1),
  ...drawnBy,
});

/** Store's input. */
export const generatedPayload = queuedPayload.extend({ sample: plannedSample, original: originalPayload });

/** Store's output. */
export const storedPayload = z.object({
  sampleIndex: z.int().min(0),
  stored: z.object({
    width: z.int().min(1),
    height: z.int().min(1),
    bytes: z.int().min(1),
    original: z
      .object({ mimeType: z.string(), bytes: z.int().min(1), hasContentCredentials: z.boolean() })
      .nullable()
      .default(null),
    ...drawnBy,
  }),
});

/** What a Catch of Step Functions hands on. */
const stateError = z.object({ Error: z.string(), Cause: z.string().default('') });

/** What the workflow makes of an error in Generate or Store: an outcome, not a crash. */
export const lostPayload = z.object({
  sampleIndex: z.int().min(0),
  lost: stateError,
});

export const outcomesPayload = z.array(z.union([storedPayload, lostPayload]));

/** Complete's input. */
export const drawnPayload = chargedPayload.extend({ outcomes: outcomesPayload });

/** Refund's input: only what was charged parses, so an uncharged job cannot be refunded. */
export const refundPayload = chargedPayload.extend({
  outcomes: outcomesPayload.optional(),
  failure: stateError,
});

/** The body of the message that asks a worker for one sample. */
export const sampleRequestPayload = queuedPayload.extend({
  taskToken: z.string().min(1),
  sampleIndex: z.int().min(0),
  /** Whether the job's fallback is to draw it, after its own model was proven not to have. */
  isFallback: z.boolean().default(false),
});

/** The body of a message that asks to settle a job whose workflow is over. */
export const settlePayload = z.object({ jobId: z.string().min(1) });
