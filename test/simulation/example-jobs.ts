import type { Simulation } from './simulate.ts';

const plain = { resolution: 'low', isPublic: true, isAsync: true, hasKey: true, presetId: null } as const;
const one = { ...plain, samples: 1 };
const three = { ...plain, samples: 3 };
/** Nothing goes wrong but for what a plan says. */
const sound = { plan: new Map(), duplicatesPercent: 0, providerLoses: [] };

/** Jobs of one kind each: every call of theirs is failed in every way. */
export const exampleJobs: Readonly<Record<string, Simulation>> = {
  'one image': { ...sound, seed: 1, teams: [{ credits: 9, orders: [one] }] },
  'three images': { ...sound, seed: 2, teams: [{ credits: 9, orders: [three] }] },
  'a part of three': { ...sound, seed: 3, providerLoses: ['/1'], teams: [{ credits: 9, orders: [three] }] },
  // A picture is deleted, and another one leaves the gallery, or the same one does before it goes.
  'three images, tidied': {
    ...sound,
    seed: 4,
    teams: [
      {
        credits: 9,
        orders: [{ ...three, presetId: 'preset_storybook' }],
        tidyings: ['delete', 'take back', 'search'],
      },
    ],
  },
  // The first is charged, finds no provider, and is paid back; the second finds no credits meanwhile.
  'two on credits for one': {
    ...sound,
    seed: 1,
    isHurried: true,
    providerLoses: ['1/0'],
    teams: [{ credits: 1, orders: [one, one] }],
  },
};

export function exampleJob(name: string): Simulation {
  const job = exampleJobs[name];
  if (job === undefined)
    throw new Error(`There is no job "${name}"; there are: ${Object.keys(exampleJobs).join(', ')}.`);
  return job;
}
