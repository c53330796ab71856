import type { ProviderState } from './provider-state.ts';
import type { Provider } from './providers.ts';

/** The state of each provider, one record that all its workers change. May throw `StoreUnavailable`. */
export interface ProviderStates {
  find(provider: Provider): Promise<ProviderState>;
  /** Reads, changes and writes; another's change in between is seen, and ours made anew over it. */
  change<Result extends { readonly state: ProviderState }>(
    provider: Provider,
    change: (state: ProviderState) => Result,
  ): Promise<Result>;
}
