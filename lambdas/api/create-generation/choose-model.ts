import type { AiModelConfig, ModelCatalogue } from '../../domain/generation/ai-model-config.ts';
import type { Failure } from '../../http/failure.ts';

/** The model that a request names, or the stack's own. */
export async function chooseModel(
  catalogue: ModelCatalogue,
  modelVersion: string | undefined,
  defaultModel: string,
): Promise<{ readonly model: AiModelConfig } | Failure> {
  const model = await catalogue.find(modelVersion ?? defaultModel);
  if (model !== undefined) return { model };

  if (modelVersion === undefined) {
    return {
      code: 'model_unavailable',
      error: 'The model that this service uses by default is not available.',
    };
  }
  const available = (await catalogue.list()).map(({ id }) => id);
  return { code: 'unknown_model', error: `There is no model "${modelVersion}".`, available };
}
