import { expect, it } from 'vitest';
import type { Order } from './client.ts';
import type { Fault } from './faults.ts';
import { shrunk } from './shrink.ts';
import type { Outcome, Simulation } from './simulate.ts';

const order: Order = {
  samples: 1,
  resolution: 'low',
  isPublic: false,
  isAsync: true,
  hasKey: false,
  presetId: null,
};
const asked: Order = { ...order, samples: 3 };
const plan = new Map<number, Fault>(Array.from({ length: 40 }, (_, call) => [call * 3, 'rejected']));
const simulation: Simulation = {
  seed: 7,
  plan,
  teams: [
    { credits: 9, orders: [order, asked, order] },
    { credits: 9, orders: [order] },
  ],
};

it('leaves of a broken simulation the one job and the two faults that break it', async () => {
  const tried: Simulation[] = [];
  const outcome = await shrunk(simulation, async (candidate) => {
    tried.push(candidate);
    return outcomeOf(candidate, ({ teams, plan: faults = new Map() }) => {
      const isAsked = teams.some(({ orders }) => orders.includes(asked));
      return isAsked && faults.has(9) && faults.has(63);
    });
  });

  expect([...outcome.plan.keys()]).toEqual([9, 63]);
  expect(outcome.breaches).toEqual(['broken']);
  expect(tried.at(-1)?.teams.map(({ orders }) => orders)).toEqual([[asked], []]);
});

function outcomeOf(candidate: Simulation, isBroken: (candidate: Simulation) => boolean): Outcome {
  return {
    breaches: isBroken(candidate) ? ['broken'] : [],
    trace: [],
    plan: candidate.plan ?? new Map(),
    calls: [],
    ends: [],
  };
}
