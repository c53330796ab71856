import type { KindOfVictim } from './victims.ts';

/** What a consumer asks for, by chance. */
export function orderBy(chance: () => number) {
  return {
    body: {
      prompt: `chaos ${Math.floor(chance() * 1e9)}`,
      modelVersion: pick(chance, models),
      sampleCount: 1 + Math.floor(chance() * 4),
      resolution: 'low',
      isPublic: chance() < 0.3,
    },
    isAsync: chance() < 0.5,
  };
}

export type Order = ReturnType<typeof orderBy>;

export function victimBy(chance: () => number): KindOfVictim {
  return pick(chance, victims);
}

const models = { sandbox: 50, 'sandbox-slow': 20, 'sandbox-flaky': 15, 'sandbox-partial': 15 } as const;
/** Most kills hit one worker: there are most of them, and every kill of the stack hits all at once. */
const victims = { worker: 60, database: 22, stack: 18 } as const;

/** One of the names, as often as its weight of all weights. */
function pick<Name extends string>(chance: () => number, weights: Readonly<Record<Name, number>>): Name {
  const names = Object.keys(weights) as Name[];
  const total = names.reduce((sum, name) => sum + weights[name], 0);
  let left = chance() * total;
  for (const name of names) {
    left -= weights[name];
    if (left < 0) return name;
  }
  return names.at(-1) as Name;
}
