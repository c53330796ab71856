import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { median } from '../median.ts';
import { decompressionBomb, photograph } from './pictures.ts';
import { type How, type Made, Worker } from './worker.ts';

/** The smallest one waits for the thumbnail more than for anything else. */
const sizes = [
  { sidePixels: 1024, rounds: 11, timeGoal: 0.9 },
  { sidePixels: 2048, rounds: 7, timeGoal: 0.65 },
  { sidePixels: 4096, rounds: 5, timeGoal: 0.65 },
] as const;

const megabyte = 1_000_000;

export const imageSetBench: Bench = {
  name: 'image-set',
  about:
    'WebP, thumbnail, hash and sizes of a PNG, beside one WebP as sharp makes it by default; and a decompression bomb',
  run,
};

async function run({ isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-bench-'));
  const tell = (what: string) => {
    if (!isQuiet) console.error(what);
  };
  try {
    const figures: Figure[] = [];
    for (const size of sizes) {
      tell(`making image sets of ${size.sidePixels} x ${size.sidePixels} pixels`);
      const file = join(folder, `${size.sidePixels}.png`);
      await writeFile(file, await photograph(size.sidePixels));
      figures.push(...(await setFigures(file, size)));
    }
    tell('refusing a decompression bomb');
    const file = join(folder, 'bomb.png');
    const bomb = await decompressionBomb();
    await writeFile(file, bomb);
    return [...figures, ...(await bombFigures(file, bomb.byteLength))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function setFigures(
  file: string,
  { sidePixels, rounds, timeGoal }: (typeof sizes)[number],
): Promise<readonly Figure[]> {
  const [ours, bare] = [new Worker(file, 'ours'), new Worker(file, 'bare sharp')];
  try {
    // Both in turn, so that whatever else the machine does, it does to both.
    const made: { readonly ours: Made; readonly bare: Made }[] = [];
    for (let round = 0; round < rounds; round += 1)
      made.push({ ours: await ours.make(), bare: await bare.make() });

    const what = `image set of ${sidePixels}²`;
    const kilobytes = (one: Made) => {
      if (one.bytes === null) throw new Error(`A picture of ${sidePixels} x ${sidePixels} was refused.`);
      return one.bytes / 1000;
    };
    return [
      {
        what,
        value: median(made.map((one) => one.ours.millis)),
        unit: 'ms',
        anchor: { what: 'ms, one default WebP', value: median(made.map((one) => one.bare.millis)) },
        goal: { of: 'ratio', atMost: timeGoal },
      },
      {
        what,
        value: median(made.map((one) => kilobytes(one.ours))),
        unit: 'KB of WebP',
        anchor: { what: 'KB, one default WebP', value: median(made.map((one) => kilobytes(one.bare))) },
        goal: { of: 'ratio', atMost: 1.09 },
      },
      {
        what,
        value: Math.max(...made.map((one) => one.ours.peakBytes)) / megabyte,
        unit: 'MB at its peak, Node and all',
        anchor: {
          what: 'MB, one default WebP',
          value: Math.max(...made.map((one) => one.bare.peakBytes)) / megabyte,
        },
        goal: { of: 'value', atMost: 350 },
      },
    ];
  } finally {
    ours.stop();
    bare.stop();
  }
}

/** Of a provider and of a caller: both are refused by their header, by two parts of the code. */
async function bombFigures(file: string, bytes: number): Promise<readonly Figure[]> {
  const bare = await makeOnce(file, 'bare sharp');
  if (bare.bytes === null) throw new Error('Sharp itself refused the bomb: nothing can be compared.');
  const kilobytes = Math.round(bytes / 1000);
  const ways: readonly (readonly [How, string])[] = [
    ['ours', 'as an answer of a provider'],
    ['reference', 'as a reference'],
  ];
  const figures: Figure[] = [];
  for (const [how, as] of ways) {
    const refused = await makeOnce(file, how);
    const what = `bomb of 256 megapixels in ${kilobytes} KB, ${as}`;
    figures.push(
      {
        what,
        value: refused.bytes === null ? 0 : 1,
        unit: 'pictures made',
        goal: { of: 'value', atMost: 0 },
      },
      {
        what,
        value: refused.millis,
        unit: 'ms',
        anchor: { what: 'ms, default sharp', value: bare.millis },
        goal: { of: 'value', atMost: 10 },
      },
      {
        // Node and sharp, loaded and idle, take more than the goal by themselves.
        what,
        value: (refused.peakBytes - refused.idleBytes) / megabyte,
        unit: 'MB beyond idling',
        anchor: { what: 'MB, default sharp', value: (bare.peakBytes - bare.idleBytes) / megabyte },
        goal: { of: 'value', atMost: 80 },
      },
    );
  }
  return figures;
}

async function makeOnce(file: string, how: How): Promise<Made> {
  const worker = new Worker(file, how);
  try {
    return await worker.make();
  } finally {
    worker.stop();
  }
}
