import type { AiModelConfig, ModelCatalogue } from './ai-model-config.ts';

/** A catalogue that is known when the process starts. */
export function fixedCatalogue(models: readonly AiModelConfig[]): ModelCatalogue {
  const byId = new Map(models.map((model) => [model.id, model]));

  return {
    find: async (modelVersion) => byId.get(modelVersion),
    list: async () => models,
  };
}
