import type { Credits } from '../credits/amount.ts';
import type { AspectRatio } from './aspect-ratio.ts';
import type { Resolution } from './resolution.ts';

/** What the service knows of one model: what it can draw, for how many credits, and how long it may take. */
export type AiModelConfig = {
  readonly id: string;
  /** Names the queue and the worker that serve it. */
  readonly provider: 'sandbox';
  /** An `async` model answers at once with a queued job, unless the caller asks to wait. */
  readonly mode: 'sync' | 'async';
  readonly aspectRatios: readonly AspectRatio[];
  readonly resolutions: readonly Resolution[];
  readonly credits: Readonly<Record<Resolution, Credits>>;
  readonly maxSampleCount: number;
  /** Unicode code points. */
  readonly maxPromptLength: number;
};

/** The models that this stage offers. */
export interface ModelCatalogue {
  find(modelVersion: string): Promise<AiModelConfig | undefined>;
  list(): Promise<readonly AiModelConfig[]>;
}
