import type { AiModelConfig } from '../generation/ai-model-config.ts';
import type { AspectRatio } from '../generation/aspect-ratio.ts';
import type { Resolution } from '../generation/resolution.ts';

/** How one model is asked for a job's pictures, settled at acceptance: later changes of the catalogue do not move it. */
export type DrawPlan = {
  /** Catalogue id. */
  readonly model: string;
  readonly provider: string;
  /** How the provider calls the model. */
  readonly providerModel: string;
  /** The longest that one picture may take at the provider. */
  readonly ceilingSeconds: number;
  /** The ratio that the model is asked for, where its picture is trimmed to the job's; else null. */
  readonly drawnAspectRatio: AspectRatio | null;
  /** In the provider's own word; null where it has none. */
  readonly quality: string | null;
  /** What the model is asked for; what arrived stands with each image. */
  readonly widthPixels: number;
  readonly heightPixels: number;
};

/** `undefined` when the model does not draw in this ratio and resolution. */
export function drawPlanOf(
  model: AiModelConfig,
  aspectRatio: AspectRatio,
  resolution: Resolution,
): DrawPlan | undefined {
  const size = model.pixelSizes[resolution]?.[aspectRatio];
  if (size === undefined || !model.aspectRatios.includes(aspectRatio)) return undefined;
  const [widthPixels, heightPixels] = size;
  return {
    model: model.id,
    provider: model.provider,
    providerModel: model.providerModel,
    ceilingSeconds: model.ceilingSeconds,
    drawnAspectRatio: model.crops[aspectRatio] ?? null,
    quality: model.qualities[resolution] ?? null,
    widthPixels,
    heightPixels,
  };
}
