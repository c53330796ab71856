import type { Credits } from '../credits/amount.ts';
import type { AspectRatio } from '../generation/aspect-ratio.ts';
import type { Resolution } from '../generation/resolution.ts';
import type { StoredReference } from '../references/reference-store.ts';
import type { JobFailure } from './job-failure.ts';
import type { JobStatus } from './job-status.ts';
import type { KeptImage, LostSample } from './sample-outcome.ts';

/** One generation, from acceptance to its end. Stored as one item of at most 4 KB; the prompt lives in `JobParams`. */
export type Job = {
  readonly jobId: string;
  readonly teamId: string;
  readonly status: JobStatus;
  /** Acceptance. */
  readonly createdAtMillis: number;
  /** Open past this moment, the sweeper settles it. */
  readonly deadlineAtMillis: number;
  /** Catalogue id of the model that runs. */
  readonly model: string;
  /** The alias by which the caller asked for the model; null when it used the id, or named none. */
  readonly requestedModel: string | null;
  readonly provider: string;
  /** How the provider calls the model. */
  readonly providerModel: string;
  /** The longest that one picture may take at the provider. */
  readonly ceilingSeconds: number;
  readonly aspectRatio: AspectRatio;
  /** The ratio that the model is asked for, where its picture is trimmed to `aspectRatio`; else null. */
  readonly drawnAspectRatio: AspectRatio | null;
  readonly resolution: Resolution;
  /** In the provider's own word; null where it has none. */
  readonly quality: string | null;
  /** What the model is asked for; what arrived stands with each image. */
  readonly widthPixels: number;
  readonly heightPixels: number;
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

/** The ratio to which a job's pictures are trimmed; null keeps them as they are drawn. */
export function cropOf({ aspectRatio, drawnAspectRatio }: Job): AspectRatio | null {
  return drawnAspectRatio === null ? null : aspectRatio;
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
