import type { Order } from './client.ts';
import { chanceOf } from './scheduler.ts';
import type { Simulation } from './simulate.ts';
import { kindsOfTidying } from './tidying.ts';

/** What a seed stands for: how many teams, what they can pay and order, and how broken their world is. */
export function simulationOf(seed: number): Simulation {
  const chance = chanceOf(seed ^ 0x5eed);
  const whole = (least: number, most: number) => least + Math.floor(chance() * (most - least + 1));
  // Jobs that meet in one moment, on credits for some of them: where one ends, another can begin.
  const isHurried = chance() < 0.5;
  const teams = Array.from({ length: chance() < 0.2 ? 2 : 1 }, () => ({
    credits: isHurried ? whole(1, 5) : whole(1, 12),
    orders: Array.from({ length: isHurried ? whole(2, 4) : whole(1, 3) }, () => orderBy(chance)),
    tidyings: Array.from({ length: whole(0, 4) }, () => kindsOfTidying[whole(0, 5)] ?? 'delete'),
  }));
  const faultRate = [0.01, 0.05, 0.15, 0.35, 0.7][whole(0, 4)] ?? 0;

  return { seed, teams, faultRate, isHurried, ...(chance() < 0.3 ? { providerLoses: [] } : {}) };
}

function orderBy(chance: () => number): Order {
  const resolutions = ['low', 'high', '4k'] as const;
  return {
    samples: 1 + Math.floor(chance() * 3),
    resolution: resolutions[Math.floor(chance() * 3)] ?? 'low',
    isPublic: chance() < 0.4,
    presetId: chance() < 0.5 ? 'preset_storybook' : null,
    isAsync: chance() < 0.5,
    hasKey: chance() < 0.5,
  };
}
