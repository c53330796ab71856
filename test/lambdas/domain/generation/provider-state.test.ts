import { describe, expect, it } from 'vitest';
import {
  close,
  closureOf,
  type ProviderState,
  pause,
  reopened,
  takeSlot,
  waitOfBacklogSeconds,
} from '../../../../lambdas/domain/generation/provider-state.ts';

const start = Date.parse('2026-11-23T09:00:00.000Z');
const fresh = (imagesPerMinute: number | null): ProviderState => ({
  imagesPerMinute,
  nextSlotMillis: 0,
  pausedUntilMillis: 0,
  closures: [],
});

/** Takes slots one after the other at one moment, with unlimited patience; answers how many seconds each begins later. */
function slots(state: ProviderState, count: number, nowMillis = start): number[] {
  const begins = [];
  let current = state;
  for (let taken = 0; taken < count; taken += 1) {
    const slot = takeSlot(current, { nowMillis, patienceMillis: Number.POSITIVE_INFINITY });
    begins.push((slot.startMillis - nowMillis) / 1000);
    current = slot.state;
  }
  return begins;
}

describe('the slots of a provider', () => {
  it('lie as far apart as its rate says', () => {
    expect(slots(fresh(5), 4)).toEqual([0, 12, 24, 36]);
  });

  it('begin with a burst of a fifth of a minute after a rest, and no more however long the rest', () => {
    expect(slots(fresh(20), 6)).toEqual([0, 0, 0, 0, 3, 6]);
    expect(slots({ ...fresh(20), nextSlotMillis: start - 86_400_000 }, 5)).toEqual([0, 0, 0, 0, 3]);
  });

  it('never hold more than the rate and its burst, in any minute', () => {
    const begins = slots(fresh(30), 200);
    for (const from of begins) {
      const inMinute = begins.filter((begin) => begin >= from && begin < from + 60).length;
      expect(inMinute).toBeLessThanOrEqual(30 + 6);
    }
  });

  it('are free where no rate is known', () => {
    expect(slots(fresh(null), 3)).toEqual([0, 0, 0]);
  });

  it('are not taken by who would not wait so long', () => {
    const { state } = takeSlot(fresh(5), { nowMillis: start, patienceMillis: 0 });

    const second = takeSlot(state, { nowMillis: start, patienceMillis: 11_999 });

    expect(second).toEqual({ isTaken: false, startMillis: start + 12_000, state });
  });
});

describe('a pause', () => {
  it('holds everybody up until it ends, and lets nobody burst after it', () => {
    const paused = pause(fresh(20), start + 30_000);

    expect(slots(paused, 3)).toEqual([30, 33, 36]);
  });

  it('is not shortened by a later, shorter one', () => {
    const paused = pause(fresh(20), start + 30_000);

    expect(pause(paused, start + 10_000)).toBe(paused);
  });

  it('holds up a provider of no known rate too', () => {
    expect(slots(pause(fresh(null), start + 30_000), 2)).toEqual([30, 30]);
  });
});

describe('a closure', () => {
  it('of the key or the bill is for every model, for five minutes', () => {
    const state = close(fresh(20), { model: null, why: 'billing' }, start);

    expect(closureOf(state, 'any-model', start + 299_999)).toMatchObject({ why: 'billing' });
    expect(closureOf(state, 'any-model', start + 300_000)).toBeUndefined();
  });

  it('of a model that is gone is for that model, for an hour', () => {
    const state = close(fresh(20), { model: 'old-model', why: 'model-gone' }, start);

    expect(closureOf(state, 'old-model', start + 3_599_999)).toMatchObject({ why: 'model-gone' });
    expect(closureOf(state, 'new-model', start)).toBeUndefined();
  });

  it('is replaced by the next one of its kind, and forgotten when it is over', () => {
    const first = close(fresh(20), { model: null, why: 'billing' }, start);
    const second = close(first, { model: null, why: 'credentials' }, start + 1000);
    const third = close(second, { model: 'old-model', why: 'model-gone' }, start + 600_000);

    expect(second.closures).toHaveLength(1);
    expect(third.closures).toEqual([
      { model: 'old-model', why: 'model-gone', untilMillis: start + 4_200_000 },
    ]);
    expect(reopened(third).closures).toEqual([]);
  });
});

describe('the wait behind a backlog', () => {
  it('is what the provider needs to work it off, and none where no rate is known', () => {
    expect(waitOfBacklogSeconds(fresh(5), 100)).toBe(1200);
    expect(waitOfBacklogSeconds(fresh(null), 100_000)).toBe(0);
  });
});
