import type { ReferencePicture } from '../references/reference-decoder.ts';
import type { AspectRatio } from './aspect-ratio.ts';
import type { ProviderUsage } from './prices.ts';
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
  /** In the provider's own word; null leaves it to the provider. */
  readonly quality: string | null;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** In the order in which the caller gave them. Whoever draws takes their bytes over once a provider has begun to answer. */
  readonly references: readonly ReferencePicture[];
  readonly sampleIndex: number;
  /** 31 bits, of the sample's own: another attempt has the same, another sample another. Passed on where a provider takes one. */
  readonly seed: number;
  /** Attempts of this sample that were proven uncharged, before this one. */
  readonly attemptsBefore: number;
};

export type DrawOutcome =
  /** Bytes as the provider delivered them; `mimeType` is what it said of them, and may be wrong. */
  | {
      readonly outcome: 'image';
      readonly bytes: Uint8Array;
      readonly mimeType: string;
      readonly usage: ProviderUsage | null;
    }
  | {
      readonly outcome: 'blocked';
      readonly stage: 'input' | 'output';
      readonly reason: string;
      /** A refusal may be billed all the same. */
      readonly usage: ProviderUsage | null;
    }
  /** It answered, without a picture and without saying that it refused. It may have charged. */
  | { readonly outcome: 'no-image'; readonly reason: string; readonly usage: ProviderUsage | null }
  /** We ask too often; proven uncharged. Nobody should ask before so many seconds have passed. */
  | { readonly outcome: 'rate-limited'; readonly reason: string; readonly retryAfterSeconds: number }
  /** No room; proven uncharged, so it may be asked again. */
  | { readonly outcome: 'busy'; readonly reason: string }
  /** Our credentials, our bill, or the model itself: nobody will get a picture until an operator acts. Uncharged. */
  | {
      readonly outcome: 'unavailable';
      readonly why: 'credentials' | 'billing' | 'model-gone';
      readonly reason: string;
    }
  /** Failed for good; nothing charged that we know of. */
  | { readonly outcome: 'failed'; readonly reason: string }
  /** The answer was lost; the provider may have charged. */
  | { readonly outcome: 'ambiguous'; readonly reason: string };
