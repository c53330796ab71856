import type { Credits } from '../credits/amount.ts';
import type { AspectRatio } from '../generation/aspect-ratio.ts';
import type { Resolution } from '../generation/resolution.ts';
import type { StoredReference } from '../references/reference-store.ts';
import type { DrawPlan } from './draw-plan.ts';
import type { JobFailure } from './job-failure.ts';
import type { JobStatus } from './job-status.ts';
import type { KeptImage, LostSample } from './sample-outcome.ts';

/** One generation, from acceptance to its end. Stored as one item of at most 4 KB; the prompt lives in `JobParams`. */
export type Job = DrawPlan & {
  readonly jobId: string;
  readonly teamId: string;
  readonly status: JobStatus;
  /** Acceptance. */
  readonly createdAtMillis: number;
  /** Open past this moment, the sweeper settles it. */
  readonly deadlineAtMillis: number;
  /** What the caller asked for, where that is not the model's id: an alias, or the model whose place it took. */
  readonly requestedModel: string | null;
  /** Who draws what the model turned away, or cannot be asked for: never after a call that may be billed. */
  readonly fallback: DrawPlan | null;
  readonly aspectRatio: AspectRatio;
  readonly resolution: Resolution;
  readonly isPublic: boolean;
  readonly unitCost: Credits;
  /** unitCost × samples. */
  readonly cost: Credits;
  readonly samples: readonly PlannedSample[];
  /** Set by the charge. */
  readonly chargedAtMillis: number | null;
  /** Set by the move that ended the job. */
  readonly endedAtMillis: number | null;
  readonly images: readonly KeptImage[];
  readonly lost: readonly LostSample[];
  /** Pictures that were deleted from the library since. */
  readonly deletedImageIds: readonly string[];
  /** Credits given back. */
  readonly refunded: number;
  readonly failure: JobFailure | null;
};

/** How a job's pictures are asked for: by its own model, or by its fallback. */
export function planOf(job: Job, isFallback: boolean): DrawPlan | undefined {
  return isFallback ? (job.fallback ?? undefined) : job;
}

/** The model that a job's pictures show: the fallback, where it drew them all. */
export function ranModel({ model, images }: Pick<Job, 'model' | 'images'>): string {
  const [first] = images;
  const ran = first?.model ?? model;
  return images.every((image) => (image.model ?? model) === ran) ? ran : model;
}

/** Ids and keys are drawn at acceptance, so that a repeated Store overwrites its own objects. */
export type PlannedSample = {
  readonly imageId: string;
  /** `generated/team-<handle>/<random>.webp` */
  readonly storageKey: string;
};

/** What the model is asked. Kept beside the job so that polling stays small. */
export type JobParams = {
  readonly userPrompt: string;
  /** The prompt as the model gets it. */
  readonly prompt: string;
  readonly negativePrompt: string | null;
  readonly presetId: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Decoded and stored pictures, in the order in which the model is shown them. */
  readonly references: readonly StoredReference[];
};
