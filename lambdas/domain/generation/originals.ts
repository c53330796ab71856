import type { AspectRatio } from './aspect-ratio.ts';
import type { MicroUsd } from './prices.ts';

/** The provider's bytes, staged before anything else can fail. Private, kept for a stage's retention. */
export interface Originals {
  find(jobId: string, sampleIndex: number): Promise<StagedOriginal | undefined>;
  /** A repeat overwrites. Takes the bytes over: once they are staged, nobody else may look at them. */
  stage(jobId: string, sampleIndex: number, bytes: Uint8Array, facts: OriginalFacts): Promise<StagedOriginal>;
}

export type OriginalFacts = {
  /** As the provider said. */
  readonly mimeType: string;
  /** Catalogue id of the model that drew it; null for the one that the job names. */
  readonly model: string | null;
  /** The ratio in which it is drawn, where Store trims it to the job's; else null. */
  readonly drawnAspectRatio: AspectRatio | null;
  /** What it cost us at the provider; null where that is not known. */
  readonly costMicroUsd: MicroUsd | null;
};

export type StagedOriginal = OriginalFacts & { readonly originalKey: string };
