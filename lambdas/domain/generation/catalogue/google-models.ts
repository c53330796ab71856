import type { AiModelConfig } from '../ai-model-config.ts';
import { type AspectRatio, aspectRatios } from '../aspect-ratio.ts';
import { type GeminiRatio, geminiPixelSize, geminiRatios } from '../pixel-sizes/gemini.ts';
import { trimmedSize } from '../pixel-sizes/trim.ts';
import type { Resolution } from '../resolution.ts';
import { builtInModel } from './built-in-model.ts';
import { sizeTable } from './size-table.ts';

/** Google's names of sizes, of which the smallest is 1K. */
const sizeNames = { low: '1K', standard: '1K', high: '2K', '4k': '4K' } as const satisfies Record<
  Resolution,
  string
>;

const panoramas: readonly AspectRatio[] = ['1:4', '1:8', '4:1', '8:1'];
const withoutPanoramas = geminiRatios.filter((ratio) => !panoramas.includes(ratio));

/** Google's own 21:9 is 1.02 % too wide: two strips of 8 pixels go. */
const crops = {
  '1:2': '9:16',
  '2:1': '16:9',
  '9:19.5': '9:16',
  '19.5:9': '16:9',
  '21:9': '21:9',
} as const satisfies Partial<Record<AspectRatio, GeminiRatio>>;

type Gemini = Pick<AiModelConfig, 'id' | 'aliases' | 'resolutions' | 'ceilingSeconds'> & {
  readonly native: readonly GeminiRatio[];
};

function gemini({ native, resolutions, ...facts }: Gemini): AiModelConfig {
  const ratios = aspectRatios.filter((ratio) => ratio in crops || native.some((own) => own === ratio));
  return builtInModel({
    ...facts,
    provider: 'google',
    providerModel: facts.id,
    mode: 'sync',
    aspectRatios: ratios,
    resolutions,
    crops,
    pixelSizes: sizeTable(resolutions, ratios, (ratio, resolution) => sizeOf(ratio, sizeNames[resolution])),
    credits: { low: 1, standard: 1, high: 2, '4k': 4 },
    maxSampleCount: 10,
    maxPromptLength: 8000,
    maxReferenceImages: 14,
  });
}

function sizeOf(ratio: AspectRatio, size: '1K' | '2K' | '4K') {
  const drawn = new Map<AspectRatio, GeminiRatio>([
    ...geminiRatios.map((own) => [own, own] as const),
    ['1:2', crops['1:2']],
    ['2:1', crops['2:1']],
    ['9:19.5', crops['9:19.5']],
    ['19.5:9', crops['19.5:9']],
  ]).get(ratio);
  const native = geminiPixelSize(drawn ?? '1:1', size);
  return ratio in crops ? trimmedSize(native, ratio) : native;
}

/** Google's image models, as its pages on models and deprecations had them on 2026-11-23. */
export const googleModels: readonly AiModelConfig[] = [
  gemini({
    id: 'gemini-nano-banana-2.1',
    // Of the second it is in dispute whether it still answers; it is not to be begun with.
    aliases: [
      { id: 'gemini-3.1-flash-image-preview', deprecatedAt: '2026-06-25', sunsetAt: '2026-06-25' },
      { id: 'gemini-3.1-flash-image', deprecatedAt: '2026-10-06', sunsetAt: '2026-10-29' },
      { id: 'gemini-2.5-flash-image', deprecatedAt: '2026-10-02', sunsetAt: '2026-10-02' },
    ],
    native: geminiRatios,
    resolutions: ['low', 'standard', 'high', '4k'],
    ceilingSeconds: 170,
  }),
  gemini({
    id: 'gemini-3-pro-image',
    aliases: [{ id: 'gemini-3-pro-image-preview', deprecatedAt: '2026-05-28', sunsetAt: '2026-06-25' }],
    native: withoutPanoramas,
    resolutions: ['low', 'standard', 'high', '4k'],
    ceilingSeconds: 300,
  }),
  gemini({
    id: 'gemini-3.1-flash-lite-image',
    aliases: [],
    native: geminiRatios,
    resolutions: ['low', 'standard'],
    ceilingSeconds: 120,
  }),
];
