import type { AspectRatio } from '../generation/aspect-ratio.ts';
import type { KeptImage } from '../jobs/sample-outcome.ts';

/** Turns a staged original into the served WebP and thumbnail. A repeat overwrites its own objects. */
export interface ImageFiles {
  /** Throws `UnreadableImage` when the original is not a picture that we can read; `StoreUnavailable` else. */
  publish(publication: Publication): Promise<Pick<KeptImage, 'width' | 'height' | 'bytes' | 'original'>>;
}

export type Publication = {
  readonly originalKey: string;
  readonly storageKey: string;
  readonly thumbnailKey: string;
  /** The ratio to which the original is trimmed; null keeps it whole. */
  readonly cropTo: AspectRatio | null;
};
