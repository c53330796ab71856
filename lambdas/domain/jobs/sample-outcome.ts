import type { AspectRatio } from '../generation/aspect-ratio.ts';
import type { MicroUsd } from '../generation/prices.ts';
import type { JobFailure } from './job-failure.ts';

/** A sample whose picture is stored; pixel sizes are those of the decoded picture, never of a table. */
export type KeptImage = {
  readonly sampleIndex: number;
  readonly width: number;
  readonly height: number;
  /** Size of the WebP. */
  readonly bytes: number;
  /** Catalogue id of the model that drew it; null for the one that the job names. */
  readonly model: string | null;
  /** The ratio in which it was drawn, where it was trimmed; else null. */
  readonly drawnAspectRatio: AspectRatio | null;
  /** What it cost us at the provider; null where that is not known. */
  readonly costMicroUsd: MicroUsd | null;
  /** The provider's own bytes, where the stage keeps them beside the WebP; else null. */
  readonly original: KeptOriginal | null;
};

export type KeptOriginal = {
  /** As its bytes say. */
  readonly mimeType: string;
  readonly bytes: number;
  /** Whether it says, by C2PA, who made it; the WebP cannot. */
  readonly hasContentCredentials: boolean;
};

/** A sample that did not arrive. Its price goes back. */
export type LostSample = JobFailure & {
  readonly sampleIndex: number;
  /** What it cost us at the provider all the same, where we know or have to suspect it. */
  readonly cost?: { readonly microUsd: MicroUsd; readonly isSuspected: boolean };
};
