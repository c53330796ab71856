import type { AiModelConfig, ModelCatalogue } from '../../domain/generation/ai-model-config.ts';
import type { ModelAvailability } from '../../domain/generation/model-availability.ts';
import type { Failure } from '../../http/failure.ts';

export type ModelDependencies = {
  readonly catalogue: ModelCatalogue;
  readonly availability: ModelAvailability;
};

export type ChosenModel = {
  readonly model: AiModelConfig;
  /** The name by which it was asked for. */
  readonly requested: string;
  /** Who draws what the model turns away; undefined when nobody does. */
  readonly fallback: AiModelConfig | undefined;
};

/** The model that a request, its preset, its team or the stack names. A name that nobody knows is told apart by whose it is. */
export async function chooseModel(
  { catalogue, availability }: ModelDependencies,
  names: {
    readonly request: string | undefined;
    readonly preset: string | null | undefined;
    readonly team: string | undefined;
    readonly stack: string;
  },
  nowMillis: number,
): Promise<ChosenModel | Failure> {
  const requested = names.request ?? names.preset ?? names.team ?? names.stack;
  const model = await catalogue.find(requested);
  if (model !== undefined) {
    const error = await availability.reasonAgainst(model, nowMillis);
    const fallback = await fallbackOf({ catalogue, availability }, model, nowMillis);
    if (error === undefined) return { model, requested, fallback };
    // What cannot be asked for at all is drawn by its fallback from the start.
    return fallback === undefined
      ? { code: 'model_unavailable', error }
      : { model: fallback, requested, fallback: undefined };
  }

  if (names.request !== undefined) {
    const available = await availableIds({ catalogue, availability }, nowMillis);
    return { code: 'unknown_model', error: `There is no model "${requested}".`, available };
  }
  const whose = names.preset
    ? "The preset's model"
    : names.team
      ? "The team's default model"
      : 'The default model';
  return {
    code: 'model_unavailable',
    error: `${whose}, "${requested}", is not available. Name another with modelVersion.`,
  };
}

/** One hop: a fallback's own fallback is not asked. */
async function fallbackOf(
  { catalogue, availability }: ModelDependencies,
  { fallback }: AiModelConfig,
  nowMillis: number,
): Promise<AiModelConfig | undefined> {
  const model = fallback === null ? undefined : await catalogue.find(fallback);
  if (model === undefined) return undefined;
  return (await availability.reasonAgainst(model, nowMillis)) === undefined ? model : undefined;
}

async function availableIds(
  { catalogue, availability }: ModelDependencies,
  nowMillis: number,
): Promise<string[]> {
  const ids = [];
  for (const model of await catalogue.list()) {
    if ((await availability.reasonAgainst(model, nowMillis)) === undefined) ids.push(model.id);
  }
  return ids;
}
