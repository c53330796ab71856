import type { Clock } from '../../domain/clock.ts';
import type { ProviderGate } from '../../domain/generation/provider-gate.ts';
import {
  type ClosureReason,
  close,
  closureOf,
  type ProviderState,
  pause,
  takeSlot,
} from '../../domain/generation/provider-state.ts';
import type { ProviderStates } from '../../domain/generation/provider-states.ts';
import type { Provider } from '../../domain/generation/providers.ts';

type Options = {
  readonly provider: Provider;
  readonly states: ProviderStates;
  readonly clock: Clock;
  /** So long a worker waits in place for its slot; for one that is further off the message goes back to the queue. */
  readonly patienceMillis: number;
  readonly report: (event: GateEvent) => void;
};

export type GateEvent =
  | { readonly event: 'paused'; readonly seconds: number }
  | { readonly event: 'closed'; readonly model: string | null; readonly why: ClosureReason }
  | { readonly event: 'not-written'; readonly error: unknown };

/**
 * The token bucket, the pause and the circuit breaker of a provider that bills. A slot is taken before the wait for it, so
 * that workers stand in line; a worker that dies in line wastes its slot and nothing else. While workers wait in place,
 * other samples stay in the queue unseen, which is where SQS decides whose turn it is.
 */
export function pacedGate({ provider, states, clock, patienceMillis, report }: Options): ProviderGate {
  const change = async (next: (state: ProviderState) => ProviderState) => {
    await states
      .change(provider, (state) => ({ state: next(state) }))
      .catch((error: unknown) => report({ event: 'not-written', error }));
  };

  return {
    async enter() {
      const nowMillis = clock.nowMillis();
      const { isTaken, startMillis, state } = await states.change(provider, (before) =>
        takeSlot(before, { nowMillis, patienceMillis }),
      );
      if (!isTaken) return later(startMillis - nowMillis - patienceMillis);
      if (startMillis <= nowMillis) return entering(state);

      await clock.sleep(startMillis - nowMillis);
      // Somebody else may have been told to wait meanwhile, or that our key is no good.
      const now = await states.find(provider);
      const pausedMillis = now.pausedUntilMillis - clock.nowMillis();
      return pausedMillis > 0 ? later(pausedMillis) : entering(now);
    },

    async pause(seconds) {
      report({ event: 'paused', seconds });
      const untilMillis = clock.nowMillis() + seconds * 1000;
      await change((state) => pause(state, untilMillis));
    },

    async close(model, why) {
      const closure = { model: why === 'model-gone' ? model : null, why };
      report({ event: 'closed', ...closure });
      await change((state) => close(state, closure, clock.nowMillis()));
    },
  };

  function entering(state: ProviderState) {
    return {
      entry: 'now' as const,
      closureOf: (model: string) => closureOf(state, model, clock.nowMillis()),
    };
  }
}

/** Back a little before the slot, so that there is a wait in place again, and at least in a second. */
function later(millis: number) {
  return { entry: 'later' as const, afterSeconds: Math.max(1, Math.ceil(millis / 1000)) };
}
