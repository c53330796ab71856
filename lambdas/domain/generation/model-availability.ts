import type { AiModelConfig } from './ai-model-config.ts';
import { unavailability } from './model-life-cycle.ts';
import { type ClosureReason, closureOf } from './provider-state.ts';
import type { ProviderStates } from './provider-states.ts';
import type { Provider } from './providers.ts';

/** Whether a model can be used now. May throw `StoreUnavailable`. */
export interface ModelAvailability {
  /** Why not, as a sentence that says what to do; `undefined` when it can. */
  reasonAgainst(model: AiModelConfig, nowMillis: number): Promise<string | undefined>;
}

/** What a stage knows of a provider that needs a key. */
export type ProviderSetUp = {
  /** Whether its key is in place. */
  isInPlace(): Promise<boolean>;
  /** What to do when it is not. */
  readonly whatToDo: string;
};

export type AvailabilityDependencies = {
  /** A provider that is not listed needs nothing. */
  readonly setUps: Readonly<Partial<Record<Provider, ProviderSetUp>>>;
  readonly states: Pick<ProviderStates, 'find'>;
};

const closed: Readonly<Record<ClosureReason, string>> = {
  credentials: 'its provider refuses our key',
  billing: 'its provider refuses our account for its bill',
  'model-gone': 'its provider no longer has it',
};

/** Whether a model lives by the catalogue, its provider has a key, and nothing closed it since. */
export function modelAvailability({ setUps, states }: AvailabilityDependencies): ModelAvailability {
  return {
    async reasonAgainst(model, nowMillis) {
      const ended = unavailability(model, nowMillis);
      const { id, provider, providerModel, replacement } = model;
      if (ended !== undefined || provider === 'sandbox') return ended;

      const setUp = setUps[provider];
      if (setUp !== undefined && !(await setUp.isInPlace())) {
        return `The model ${id} is not set up here. ${setUp.whatToDo}`;
      }
      const closure = closureOf(await states.find(provider), providerModel, nowMillis);
      if (closure === undefined) return undefined;
      const instead = replacement === null ? 'Use another one.' : `Use ${replacement} instead.`;
      return `The model ${id} cannot be used at the moment: ${closed[closure.why]}. ${instead}`;
    },
  };
}
