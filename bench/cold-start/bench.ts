import { withBar } from '../../admin/progress-bar.ts';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { openApiWorld } from './api-world.ts';
import { emptyFunction } from './empty-function.ts';
import { coldStarts, type Measured, warmRequestsCpu } from './measure.ts';

/** Of each function, alternating with all others: whatever else the machine does, it does to all of them. */
const coldRounds = 13;
const warmRounds = 5;
const requestsOfRound = 150;

export const coldStartBench: Bench = {
  name: 'cold-start',
  about:
    "each API function's first answer in a fresh process, and its CPU time when warm, beside an empty function",
  run,
};

async function run({ isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  if (!isQuiet) console.error('synthesising the functions of the laptop');
  const world = await openApiWorld();
  try {
    const empty = await emptyFunction(world.folder);
    const bar = '{bar} round {value} of {total}, {eta_formatted} left';
    if (!isQuiet) console.error(`starting every function ${coldRounds} times`);
    const cold = await withBar(isQuiet, bar, (progress) =>
      coldStarts(world, empty, { rounds: coldRounds, progress }),
    );
    if (!isQuiet) console.error(`asking warm functions ${warmRounds * requestsOfRound} times`);
    const warm = await withBar(isQuiet, bar, (progress) =>
      warmRequestsCpu(world, empty, { rounds: warmRounds, requests: requestsOfRound, progress }),
    );
    return [...coldFigures(cold), ...warmFigures(warm)];
  } finally {
    await world.close();
  }
}

function coldFigures([empty, ...functions]: readonly Measured[]): readonly Figure[] {
  return functions.map(({ name, millis }) => ({
    what: `cold start of ${name}`,
    value: millis,
    unit: 'ms',
    anchor: { what: 'ms, empty function', value: empty?.millis ?? Number.NaN },
    goal: { of: 'ratio', atMost: 2.5 },
  }));
}

function warmFigures([empty, ...functions]: readonly Measured[]): readonly Figure[] {
  return functions.map(({ name, method, millis }) => ({
    what: `warm ${name}`,
    value: millis - (empty?.millis ?? Number.NaN),
    unit: 'ms of CPU beyond an empty function',
    goal: { of: 'value', atMost: method === 'POST' ? 2 : 1 },
  }));
}
