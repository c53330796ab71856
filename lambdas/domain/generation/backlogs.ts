import type { Provider } from './providers.ts';

/** How much a provider has to do. May throw `StoreUnavailable`. */
export interface Backlogs {
  /** Samples that were sent to the provider's queue and are not done yet; about right, and up to some seconds old. */
  waiting(provider: Provider): Promise<number>;
}
