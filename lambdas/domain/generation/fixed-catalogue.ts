import type { AiModelConfig, ModelCatalogue } from './ai-model-config.ts';
import { modelNamed } from './model-life-cycle.ts';

/** A catalogue that is known when the process starts. */
export function fixedCatalogue(models: readonly AiModelConfig[]): ModelCatalogue {
  return {
    find: async (modelVersion) => modelNamed(models, modelVersion),
    list: async () => models,
  };
}
