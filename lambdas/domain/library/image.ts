import type { AspectRatio } from '../generation/aspect-ratio.ts';
import type { Resolution } from '../generation/resolution.ts';
import type { KeptOriginal } from '../jobs/sample-outcome.ts';

/** A picture in a team's library. */
export type LibraryImage = {
  readonly imageId: string;
  readonly jobId: string;
  readonly storageKey: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly presetId: string | null;
  readonly modelVersion: string;
  readonly userPrompt: string;
  readonly aspectRatio: AspectRatio;
  readonly resolution: Resolution;
  readonly isPublic: boolean;
  readonly createdAtMillis: number;
};

export type Provenance = {
  readonly provider: string;
  /** As the provider calls it. */
  readonly model: string;
  readonly original: KeptOriginal | null;
};

/** What a single image's page shows beyond the list. */
export type LibraryImageDetail = LibraryImage & {
  readonly teamId: string;
  readonly prompt: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Who made it; null for pictures from before that was kept. */
  readonly provenance: Provenance | null;
};
