import type { Clock } from '../../domain/clock.ts';
import type { AiModelConfig, ModelCatalogue } from '../../domain/generation/ai-model-config.ts';
import type { ModelDirectory, ModelStanding } from '../../domain/generation/model-directory.ts';
import { close, type ProviderState, reopened } from '../../domain/generation/provider-state.ts';
import type { ProviderStates } from '../../domain/generation/provider-states.ts';
import type { Provider } from '../../domain/generation/providers.ts';

export type CheckModelsDependencies = {
  readonly provider: Provider;
  readonly catalogue: Pick<ModelCatalogue, 'list'>;
  readonly directory: ModelDirectory;
  readonly states: ProviderStates;
  readonly clock: Clock;
  /** Told of each model that needs a person, and at the end of how many. */
  readonly report: {
    readonly model: (modelId: string, standing: 'gone' | 'ending') => void;
    readonly counts: (counts: { readonly gone: number; readonly ending: number }) => void;
  };
};

/** So long before its end a model is named as one that ends. */
const noticeMillis = 30 * 86_400_000;
/** Until the next day's check, and an hour. */
const goneMillis = 25 * 3_600_000;

/** Asks a provider whether each of its models in the catalogue still lives; those that do not are closed until tomorrow. */
export function checkModels({
  provider,
  catalogue,
  directory,
  states,
  clock,
  report,
}: CheckModelsDependencies) {
  return async (): Promise<void> => {
    const all = await catalogue.list();
    const nowMillis = clock.nowMillis();
    const counts = { gone: 0, ending: 0 };
    for (const model of all.filter((one) => one.provider === provider && isOffered(one, nowMillis))) {
      const found = await directory.lookUp(model.providerModel);
      await states.change(provider, (state) => ({ state: marked(state, model, found, nowMillis) }));
      const standing =
        found === 'gone' ? 'gone' : found === 'ending' || endsSoon(model, nowMillis) ? 'ending' : undefined;
      if (standing === undefined) continue;
      counts[standing] += 1;
      report.model(model.id, standing);
    }
    report.counts(counts);
  };
}

function isOffered({ isEnabled, shutdownAt }: AiModelConfig, nowMillis: number): boolean {
  return isEnabled && (shutdownAt === null || Date.parse(shutdownAt) > nowMillis);
}

function endsSoon({ shutdownAt }: AiModelConfig, nowMillis: number): boolean {
  return shutdownAt !== null && Date.parse(shutdownAt) <= nowMillis + noticeMillis;
}

/** What is not known changes nothing. */
function marked(
  state: ProviderState,
  { providerModel }: AiModelConfig,
  found: ModelStanding,
  nowMillis: number,
): ProviderState {
  if (found === 'unknown') return state;
  if (found === 'gone')
    return close(state, { model: providerModel, why: 'model-gone' }, nowMillis, goneMillis);
  return state.closures.some(({ model }) => model === providerModel) ? reopened(state, providerModel) : state;
}
