import { describe, expect, it } from 'vitest';
import { simulationOf } from './schedules.ts';
import { simulate } from './simulate.ts';

const slices = 10;

/** Tests that money and pictures hold on so many schedules. Files of their own share them, for each runs in one thread. */
export function testSchedules(fromSeed: number, count: number): void {
  const perSlice = count / slices;
  describe('money and pictures, whatever breaks', () => {
    it.each(Array.from({ length: slices }, (_, slice) => fromSeed + slice * perSlice))(
      'hold on every schedule from seed %i on',
      async (first) => {
        for (let seed = first; seed < first + perSlice; seed += 1) {
          const { breaches } = await simulate(simulationOf(seed));
          expect(breaches, `npm run simulate -- --seed ${seed} replays it`).toEqual([]);
        }
      },
      600_000,
    );
  });
}
