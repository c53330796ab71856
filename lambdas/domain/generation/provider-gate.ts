import type { Closure, ClosureReason } from './provider-state.ts';

/** Stands before a provider: every sample passes it before it is claimed. May throw `StoreUnavailable`. */
export interface ProviderGate {
  /** Waits for a slot that is near. `later`: it is too far, come back then. */
  enter(): Promise<
    | { readonly entry: 'now'; readonly closureOf: (model: string) => Closure | undefined }
    | { readonly entry: 'later'; readonly afterSeconds: number }
  >;
  /** The provider wants to be left alone for so long, by everybody. Never throws: what is not written, the next one learns. */
  pause(seconds: number): Promise<void>;
  /** Nobody asks for a while: for this model, or for any of the provider's. Never throws either. */
  close(model: string, why: ClosureReason): Promise<void>;
}

/** For a provider that costs nothing and is never full. */
export const openGate: ProviderGate = {
  enter: async () => ({ entry: 'now', closureOf: () => undefined }),
  pause: async () => undefined,
  close: async () => undefined,
};
