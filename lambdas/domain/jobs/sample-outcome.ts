import type { JobFailure } from './job-failure.ts';

/** A sample whose picture is stored; pixel sizes are those of the decoded picture, never of a table. */
export type KeptImage = {
  readonly sampleIndex: number;
  readonly width: number;
  readonly height: number;
  /** Size of the WebP. */
  readonly bytes: number;
};

/** A sample that did not arrive. Its price goes back. */
export type LostSample = JobFailure & { readonly sampleIndex: number };
