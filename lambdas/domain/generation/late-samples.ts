import type { SampleRef } from './sample-claims.ts';

/** Samples that a provider delivered when their job had ended without them. */
export interface LateSamples {
  /** Keeps it in the job, once. Throws `StoreUnavailable`. */
  note(sample: SampleRef): Promise<void>;
}
