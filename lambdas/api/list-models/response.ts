import * as z from 'zod';
import { aiModelConfig } from '../../domain/generation/ai-model-config.ts';

const { id, aliases, deprecatedAt, shutdownAt, replacement, mode, ...limits } = aiModelConfig.shape;

export const listModelsResponse = z.object({
  models: z.array(
    z.object({
      id,
      available: z.boolean(),
      unavailableBecause: z.string().nullable().describe('A sentence, where it is not available.'),
      isDefault: z
        .boolean()
        .describe('Draws what names no model: the default of the team, else of the service.'),
      aliases,
      deprecatedAt,
      shutdownAt,
      replacement,
      mode: mode.describe('An `async` model answers at once, unless the caller sends `Prefer: wait`.'),
      aspectRatios: limits.aspectRatios,
      resolutions: limits.resolutions,
      crops: limits.crops.describe(
        'Ratios that the model has not: each is drawn in the ratio beside it, and trimmed.',
      ),
      pixelSizes: limits.pixelSizes.describe('Width and height by resolution and ratio.'),
      credits: limits.credits.describe('What one picture costs, by resolution.'),
      maxSampleCount: limits.maxSampleCount,
      maxPromptLength: limits.maxPromptLength,
      maxReferenceImages: limits.maxReferenceImages,
    }),
  ),
});
