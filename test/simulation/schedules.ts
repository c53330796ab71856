import { type Fault, plannedFaults } from './faults.ts';
import { chanceOf } from './scheduler.ts';
import { type Order, type Outcome, type Simulation, simulate } from './simulate.ts';

/** What a seed stands for: how many teams, what they can pay and order, and how broken their world is. */
export function simulationOf(seed: number): Simulation {
  const chance = chanceOf(seed ^ 0x5eed);
  const whole = (least: number, most: number) => least + Math.floor(chance() * (most - least + 1));
  // Jobs that meet in one moment, on credits for some of them: where one ends, another can begin.
  const isHurried = chance() < 0.5;
  const teams = Array.from({ length: chance() < 0.2 ? 2 : 1 }, () => ({
    credits: isHurried ? whole(1, 5) : whole(1, 12),
    orders: Array.from({ length: isHurried ? whole(2, 4) : whole(1, 3) }, () => orderBy(chance)),
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
    isAsync: chance() < 0.5,
    hasKey: chance() < 0.5,
  };
}

/** Jobs of one kind each, in a world that is sound but for the faults of a plan. */
const plain = { resolution: 'low', isPublic: true, isAsync: true, hasKey: true } as const;
const poor = [
  { ...plain, samples: 1 },
  { ...plain, samples: 1 },
];

export const exampleJobs: Readonly<Record<string, Omit<Simulation, 'faults'>>> = {
  'one image': {
    seed: 1,
    providerLoses: [],
    teams: [{ credits: 9, orders: [{ ...plain, samples: 1 }] }],
  },
  'three images': {
    seed: 2,
    providerLoses: [],
    teams: [{ credits: 9, orders: [{ ...plain, samples: 3 }] }],
  },
  'a part of three': {
    seed: 3,
    providerLoses: ['/1'],
    teams: [{ credits: 9, orders: [{ ...plain, samples: 3 }] }],
  },
  // The first is charged, finds no provider, and is paid back; the second finds no credits meanwhile.
  'two on credits for one': {
    seed: 1,
    isHurried: true,
    providerLoses: ['1/0'],
    teams: [{ credits: 1, orders: poor }],
  },
};

export const faultsOfCalls: readonly Fault[] = [
  'rejected',
  'answer-lost',
  'crash-before',
  'crash-after',
  'crash-applied-late',
];

/** The calls that a job makes when nothing fails, in their order. */
export async function callsOf(job: Omit<Simulation, 'faults'>): Promise<readonly string[]> {
  const faults = plannedFaults(new Map());
  await simulate({ ...job, faults });
  return faults.calls;
}

export async function withFaults(
  job: Omit<Simulation, 'faults'>,
  plan: ReadonlyMap<number, Fault>,
): Promise<Outcome> {
  return simulate({ ...job, faults: plannedFaults(plan) });
}
