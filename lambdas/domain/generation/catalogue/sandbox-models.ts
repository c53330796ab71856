import type { AiModelConfig } from '../ai-model-config.ts';
import { aspectRatios } from '../aspect-ratio.ts';
import { sandboxPixelSize } from '../pixel-sizes/sandbox.ts';
import { resolutions } from '../resolution.ts';
import { builtInModel } from './built-in-model.ts';
import { sizeTable } from './size-table.ts';

/**
 * To this API what test cards are to a payment API: each behaves in one known way and costs no provider anything,
 * but takes the very same path, credits included.
 */
const sandboxModelIds = [
  'sandbox',
  'sandbox-slow',
  'sandbox-flaky',
  'sandbox-partial',
  'sandbox-blocked',
  'sandbox-outage',
] as const;

export const sandboxModels: readonly AiModelConfig[] = sandboxModelIds.map((id) =>
  builtInModel({
    id,
    provider: 'sandbox',
    providerModel: id,
    // For consumers to see what an old name looks like.
    aliases:
      id === 'sandbox' ? [{ id: 'sandbox-preview', deprecatedAt: '2026-05-28', sunsetAt: '2026-06-25' }] : [],
    mode: 'sync',
    aspectRatios: [...aspectRatios],
    resolutions: [...resolutions],
    pixelSizes: sizeTable(resolutions, aspectRatios, (ratio, resolution) => {
      const { width, height } = sandboxPixelSize(ratio, resolution);
      return [width, height];
    }),
    credits: { low: 1, standard: 1, high: 2, '4k': 4 },
    maxSampleCount: 10,
    maxPromptLength: 8000,
    maxReferenceImages: 20,
    ceilingSeconds: 600,
  }),
);
