import type { AiModelConfig } from '../ai-model-config.ts';
import { type AspectRatio, aspectRatios, wholeRatio } from '../aspect-ratio.ts';
import { stabilityPixelSize, stabilityRatios } from '../pixel-sizes/stability.ts';
import type { Resolution } from '../resolution.ts';
import { builtInModel } from './built-in-model.ts';
import { sizeTable } from './size-table.ts';

const resolutions: Resolution[] = ['low', 'standard'];

/** Every ratio is trimmed: Stability's own are not exact, and a picture that begins with a reference has the shape of that. */
const crops: Partial<Record<AspectRatio, AspectRatio>> = {
  ...Object.fromEntries(stabilityRatios.map((ratio) => [ratio, ratio])),
  '1:2': '9:16',
  '2:1': '16:9',
  '3:4': '4:5',
  '4:3': '5:4',
  '9:19.5': '9:16',
  '19.5:9': '21:9',
};
const ratios = aspectRatios.filter((ratio) => crops[ratio] !== undefined);

function stability({
  id,
  providerModel,
  megapixels,
  maxReferenceImages,
}: Pick<AiModelConfig, 'id' | 'providerModel' | 'maxReferenceImages'> & {
  readonly megapixels: number;
}): AiModelConfig {
  return builtInModel({
    id,
    provider: 'bedrock',
    providerModel,
    aliases: [],
    mode: 'sync',
    aspectRatios: ratios,
    resolutions,
    crops,
    pixelSizes: sizeTable(resolutions, ratios, (ratio) => stabilityPixelSize(wholeRatio(ratio), megapixels)),
    credits: { low: 1, standard: 1 },
    maxSampleCount: 10,
    maxPromptLength: 8000,
    maxReferenceImages,
    ceilingSeconds: 170,
  });
}

/** The only family of image models left on Bedrock on 2026-11-23; on demand in us-west-2 alone. */
export const stabilityModels: readonly AiModelConfig[] = [
  stability({
    id: 'stable-image-core',
    providerModel: 'stability.stable-image-core-v1:1',
    megapixels: 1.5,
    maxReferenceImages: 0,
  }),
  stability({
    id: 'stable-image-ultra',
    providerModel: 'stability.stable-image-ultra-v1:1',
    megapixels: 1,
    maxReferenceImages: 1,
  }),
  stability({
    id: 'sd3.5-large',
    providerModel: 'stability.sd3-5-large-v1:0',
    megapixels: 1,
    maxReferenceImages: 1,
  }),
];
