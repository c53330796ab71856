import type { Clock } from '../clock.ts';
import type { ProviderState } from './provider-state.ts';
import type { ProviderStates } from './provider-states.ts';
import type { Provider } from './providers.ts';

/** So long the state of a provider is taken for what it was: one request looks at it more than once, a list of models often. */
const rememberedMillis = 2000;

/** For who only looks: whoever takes a slot must see the state as it is. */
export function rememberedStates(
  states: Pick<ProviderStates, 'find'>,
  clock: Pick<Clock, 'nowMillis'>,
): Pick<ProviderStates, 'find'> {
  const remembered = new Map<Provider, { readonly state: ProviderState; readonly atMillis: number }>();

  return {
    async find(provider) {
      const nowMillis = clock.nowMillis();
      const known = remembered.get(provider);
      if (known !== undefined && nowMillis - known.atMillis < rememberedMillis) return known.state;
      const state = await states.find(provider);
      remembered.set(provider, { state, atMillis: nowMillis });
      return state;
    },
  };
}
