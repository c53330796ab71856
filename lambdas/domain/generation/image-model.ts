import type { ReferencePicture } from '../references/reference-decoder.ts';
import type { AspectRatio } from './aspect-ratio.ts';
import type { Resolution } from './resolution.ts';

/** One provider's models, reduced to one neutral question and answer. Implementations do not retry. */
export interface ImageModel {
  /** Aborted by `signal` at the provider's ceiling. Never throws for what a provider may say: that is an outcome. */
  draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome>;
}

export type DrawRequest = {
  /** How the provider calls the model. */
  readonly model: string;
  readonly prompt: string;
  readonly negativePrompt: string | null;
  readonly aspectRatio: AspectRatio;
  readonly resolution: Resolution;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** In the order in which the caller gave them. */
  readonly references: readonly ReferencePicture[];
  readonly sampleIndex: number;
  /** Attempts of this sample that were proven uncharged, before this one. */
  readonly attemptsBefore: number;
};

export type DrawOutcome =
  /** Bytes as the provider delivered them. */
  | { readonly outcome: 'image'; readonly bytes: Uint8Array; readonly mimeType: string }
  | { readonly outcome: 'blocked'; readonly stage: 'input' | 'output'; readonly reason: string }
  /** No room; proven uncharged, so it may be asked again. */
  | { readonly outcome: 'busy'; readonly reason: string }
  /** Failed for good; nothing charged that we know of. */
  | { readonly outcome: 'failed'; readonly reason: string }
  /** The answer was lost; the provider may have charged. */
  | { readonly outcome: 'ambiguous'; readonly reason: string };
