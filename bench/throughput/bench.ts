import type { Laptop } from '../../test/support/laptop-process.ts';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { askJob } from '../laptop/ask-job.ts';
import { onOwnLaptop } from '../laptop/own-laptop.ts';
import { median } from '../median.ts';
import { load } from './load.ts';
import { type ProcessorSeconds, processorSecondsOf } from './processor-seconds.ts';

const clients = 32;
const jobs = 160;
/** Before the load and after it, for a machine does not go at one pace. */
const serialJobs = 15;
/** Every function has its environments then, and the code is compiled that runs often. */
const warmUpJobs = 2 * clients;

export const throughputBench: Bench = {
  name: 'throughput',
  about: `${clients} clients that wait for pictures at once, on a laptop stack, and whose processor time that takes`,
  run,
};

type Measured = {
  readonly failed: number;
  readonly perSecond: number;
  readonly serialPerSecond: number;
  readonly waits: readonly number[];
  readonly before: ProcessorSeconds | undefined;
  readonly after: ProcessorSeconds | undefined;
};

async function run({ isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  if (!isQuiet) console.error(`asking for ${jobs} small pictures, ${clients} at once`);
  return figuresOf(await onOwnLaptop(measure));
}

async function measure(laptop: Laptop): Promise<Measured> {
  const ask = (index: number) => askJob(laptop, { prompt: `a lake, picture ${index}`, resolution: 'low' });
  await load({ clients, tasks: warmUpJobs }, ask);
  const serialBefore = await load({ clients: 1, tasks: serialJobs }, ask);
  const before = processorSecondsOf(laptop.pid);
  const { results, seconds } = await load({ clients, tasks: jobs }, ask);
  const after = processorSecondsOf(laptop.pid);
  const serialAfter = await load({ clients: 1, tasks: serialJobs }, ask);
  return {
    failed: results.filter(({ status }) => status !== 200).length,
    perSecond: jobs / seconds,
    serialPerSecond: (2 * serialJobs) / (serialBefore.seconds + serialAfter.seconds),
    waits: results.map(({ sentAtMillis, answeredAtMillis }) => answeredAtMillis - sentAtMillis),
    before,
    after,
  };
}

function figuresOf({
  failed,
  perSecond,
  serialPerSecond,
  waits,
  before,
  after,
}: Measured): readonly Figure[] {
  return [
    {
      what: `${jobs} sync jobs of ${clients} clients at once`,
      value: failed,
      unit: 'errors',
      goal: { of: 'value', atMost: 0 },
    },
    {
      what: 'their rate',
      value: perSecond,
      unit: 'jobs a second',
      anchor: { what: 'jobs a second, one client', value: serialPerSecond },
    },
    { what: 'their wait, in the middle', value: median(waits) / 1000, unit: 's' },
    ...processorFigures(before, after),
  ];
}

/** Dearest first; those that took less than a hundredth of a second have no say. */
function processorFigures(
  before: ProcessorSeconds | undefined,
  after: ProcessorSeconds | undefined,
): readonly Figure[] {
  if (before === undefined || after === undefined) return [];
  const took = [...after]
    .map(([kind, seconds]) => ({ kind, millis: ((seconds - (before.get(kind) ?? 0)) * 1000) / jobs }))
    .filter(({ millis }) => millis > 0)
    .sort((a, b) => b.millis - a.millis);
  const all = took.reduce((sum, { millis }) => sum + millis, 0);
  return [
    { what: 'processor time of a job', value: all, unit: 'ms' },
    ...took.map(({ kind, millis }) => ({ what: `of that, ${kind}`, value: millis, unit: 'ms' })),
  ];
}
