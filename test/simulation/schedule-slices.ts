import { describe, expect, it } from 'vitest';
import { simulationOf } from './schedules.ts';
import { simulate } from './simulate.ts';

const slices = 10;

/** Tests that money and pictures hold on so many schedules. Files of their own share them, for each runs in one thread. */
export function testSchedules(fromSeed: number, count: number): void {
  const perSlice = count / slices;
  const seen = new Set<string>();
  describe('money and pictures, whatever breaks', () => {
    it.each(Array.from({ length: slices }, (_, slice) => fromSeed + slice * perSlice))(
      'hold on every schedule from seed %i on',
      async (first) => {
        for (let seed = first; seed < first + perSlice; seed += 1) {
          const { breaches, ends } = await simulate(simulationOf(seed));
          for (const end of ends) seen.add(end.replace(/ \d of \d/, ''));
          expect(breaches, `npm run simulate -- --seed ${seed} replays it`).toEqual([]);
        }
      },
      600_000,
    );

    // Of the rarest there are some two in a thousand schedules.
    it('were tried on every end that a job can have', () => {
      expect([...seen].toSorted()).toEqual([
        'completed',
        'completed by fallback',
        'failed content_blocked',
        'failed insufficient_credits',
        'failed internal_error',
        'failed model_unavailable',
        'failed provider_failed',
      ]);
    });
  });
}
