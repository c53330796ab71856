import { withBar } from '../../admin/progress-bar.ts';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { openApiWorld } from './api-world.ts';
import { emptyFunction } from './empty-function.ts';
import { type ColdStart, coldStarts, type WarmRequest, warmRequestsCpu } from './measure.ts';
import { type OneCall, oneCall } from './one-call.ts';
import { type PeerFunction, peerFunctions } from './peer-functions.ts';
import { coldShortfall, coldShortfallOfPost, warmShortfall } from './shortfalls.ts';

/** Of each function, alternating with all others: whatever else the machine does, it does to all of them. */
const coldRounds = 13;
const warmRounds = 4;
const requestsOfRound = 300;

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
    const peers = await peerFunctions(world);
    const bar = '{bar} round {value} of {total}, {eta_formatted} left';
    if (!isQuiet) console.error(`starting every function ${coldRounds} times`);
    const cold = await withBar(isQuiet, bar, (progress) =>
      coldStarts(world, empty, peers, { rounds: coldRounds, progress }),
    );
    if (!isQuiet) console.error(`asking warm functions ${(warmRounds + 1) * requestsOfRound} times`);
    const warm = await withBar(isQuiet, bar, (progress) =>
      warmRequestsCpu(world, empty, { rounds: warmRounds, requests: requestsOfRound, progress }),
    );
    return [...coldFigures(cold, peers), ...warmFigures(warm, await oneCall(world))];
  } finally {
    await world.close();
  }
}

/** By the clock, and by the CPU time that this took, which other work on the machine blurs less. */
function coldFigures(
  [empty, ...functions]: readonly ColdStart[],
  peers: readonly PeerFunction[],
): readonly Figure[] {
  const { millis: emptyMillis, cpuMillis: emptyCpu } = empty ?? { millis: Number.NaN, cpuMillis: Number.NaN };
  return functions.flatMap(({ name, millis, cpuMillis }): readonly Figure[] => {
    const what = `cold start of ${name}`;
    const peer = peers.find((one) => one.name === name);
    return [
      {
        what,
        value: millis,
        unit: peer === undefined ? 'ms' : `ms, ${peer.kilobytes.toFixed(0)} KB`,
        anchor: { what: 'ms, empty function', value: emptyMillis },
        ...(peer === undefined ? goalOf(name) : {}),
      },
      {
        what,
        value: cpuMillis,
        unit: 'ms of CPU',
        anchor: { what: 'ms of CPU, empty function', value: emptyCpu },
      },
    ];
  });
}

function goalOf(name: string): Pick<Figure, 'goal' | 'ifMissed'> {
  const ifMissed = name === 'api/create-generation' ? coldShortfallOfPost : coldShortfall;
  return { goal: { of: 'ratio', atMost: 2.5 }, ifMissed };
}

function warmFigures(
  [empty, ...functions]: readonly WarmRequest[],
  { sdkCpuMillis, bareCpuMillis }: OneCall,
): readonly Figure[] {
  const ifMissed = warmShortfall(sdkCpuMillis);
  const emptyCpu = empty?.cpuMillis ?? Number.NaN;
  return [
    { what: 'warm empty function', value: emptyCpu, unit: 'ms of CPU' },
    {
      what: 'of a warm request: one GetItem by the SDK',
      value: sdkCpuMillis,
      unit: 'ms of CPU',
      anchor: { what: 'ms of CPU, a bare HTTP request', value: bareCpuMillis },
    },
    ...functions.map(
      ({ name, method, cpuMillis }): Figure => ({
        what: `warm ${name}`,
        value: cpuMillis - emptyCpu,
        unit: 'ms of CPU beyond an empty function',
        goal: { of: 'value', atMost: method === 'POST' ? 2 : 1 },
        ifMissed,
      }),
    ),
  ];
}
