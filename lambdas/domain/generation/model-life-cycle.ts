import type { AiModelConfig } from './ai-model-config.ts';

/** The model behind a name, be it an id or an alias. */
export function modelNamed(models: readonly AiModelConfig[], name: string): AiModelConfig | undefined {
  return (
    models.find(({ id }) => id === name) ??
    models.find(({ aliases }) => aliases.some(({ id }) => id === name))
  );
}

/** Why a model cannot be used now, as a sentence; `undefined` when it can. */
export function unavailability(
  { id, isEnabled, shutdownAt, replacement }: AiModelConfig,
  nowMillis: number,
): string | undefined {
  const instead = replacement === null ? '' : ` Use ${replacement} instead.`;
  if (!isEnabled) return `The model ${id} is out of service.${instead}`;
  if (shutdownAt !== null && Date.parse(shutdownAt) <= nowMillis) {
    return `The model ${id} was shut down on ${shutdownAt}.${instead}`;
  }
  return undefined;
}

/** What a caller should know of the name it used: when it was given up, and when it ends. Days, ISO 8601. */
export function lifeCycleOf(
  model: AiModelConfig,
  requested: string,
): { readonly deprecatedAt: string | null; readonly sunsetAt: string | null } {
  const alias = requested === model.id ? undefined : model.aliases.find(({ id }) => id === requested);
  return alias ?? { deprecatedAt: model.deprecatedAt, sunsetAt: model.shutdownAt };
}
