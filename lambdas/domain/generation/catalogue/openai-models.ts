import type { AiModelConfig } from '../ai-model-config.ts';
import { type AspectRatio, aspectRatios } from '../aspect-ratio.ts';
import { gptImageSizes } from '../pixel-sizes/gpt-image.ts';
import { resolutions } from '../resolution.ts';
import { builtInModel } from './built-in-model.ts';
import { sizeTable } from './size-table.ts';

type GptRatio = keyof typeof gptImageSizes;

const ratios: GptRatio[] = aspectRatios.filter(isGptRatio);

function isGptRatio(ratio: AspectRatio): ratio is GptRatio {
  return ratio in gptImageSizes;
}

function gptImage(facts: Pick<AiModelConfig, 'id' | 'aliases' | 'mode' | 'ceilingSeconds'>): AiModelConfig {
  return builtInModel({
    ...facts,
    provider: 'openai',
    providerModel: facts.id,
    aspectRatios: ratios,
    resolutions: [...resolutions],
    pixelSizes: sizeTable(resolutions, ratios, (ratio, resolution) =>
      isGptRatio(ratio) ? gptImageSizes[ratio][resolution] : [0, 0],
    ),
    credits: { low: 1, standard: 1, high: 2, '4k': 4 },
    // The same word means less in 2.5 than in 2: a quarter of the tokens. Prices are kept by model for that.
    qualities: { low: 'low', standard: 'medium', high: 'high', '4k': 'high' },
    maxSampleCount: 10,
    maxPromptLength: 8000,
    maxReferenceImages: 16,
  });
}

/**
 * OpenAI's image models, as its SDK and its page on deprecations had them on 2026-11-23. Where the day on which a name was
 * given up is not known, it is the first on which it was known to be.
 */
export const openAiModels: readonly AiModelConfig[] = [
  gptImage({
    id: 'gpt-image-2.5-flare',
    aliases: [{ id: 'gpt-image-1-mini', deprecatedAt: '2026-07-09', sunsetAt: '2026-12-01' }],
    mode: 'sync',
    ceilingSeconds: 170,
  }),
  gptImage({ id: 'gpt-image-2.5-sunburst', aliases: [], mode: 'async', ceilingSeconds: 600 }),
  gptImage({
    id: 'gpt-image-2',
    aliases: [
      { id: 'gpt-image-1.5', deprecatedAt: '2026-07-09', sunsetAt: '2026-12-01' },
      { id: 'gpt-image-1', deprecatedAt: '2026-10-23', sunsetAt: '2026-10-23' },
    ],
    mode: 'async',
    ceilingSeconds: 600,
  }),
];
