import type { ProviderState } from '../../lambdas/domain/generation/provider-state.ts';
import type { ProviderStates } from '../../lambdas/domain/generation/provider-states.ts';

/** The state of one provider, in memory. */
export class FakeProviderStates implements ProviderStates {
  state: ProviderState;

  constructor(state: Partial<ProviderState> = {}) {
    this.state = { imagesPerMinute: null, nextSlotMillis: 0, pausedUntilMillis: 0, closures: [], ...state };
  }

  async find(): Promise<ProviderState> {
    return this.state;
  }

  async change<Result extends { readonly state: ProviderState }>(
    _: string,
    change: (state: ProviderState) => Result,
  ): Promise<Result> {
    const result = change(this.state);
    this.state = result.state;
    return result;
  }
}
