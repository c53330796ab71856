import type { Laptop } from '../../test/support/laptop-process.ts';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { type AskedJob, askJob } from '../laptop/ask-job.ts';
import { onOwnLaptop } from '../laptop/own-laptop.ts';
import { median } from '../median.ts';
import { load } from './load.ts';
import { type ProcessorSeconds, processorSecondsOf, takenBetween } from './processor-seconds.ts';

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

type Asked = Pick<AskedJob, 'sentAtMillis' | 'answeredAtMillis'> & {
  /** What went wrong, if anything did. */
  readonly trouble: string | undefined;
};

type Measured = {
  /** What went wrong, of each job of which something did. */
  readonly troubles: readonly string[];
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
  // A connection that breaks is an error of the stack as much as a 503 is.
  const ask = (index: number): Promise<Asked> =>
    askJob(laptop, { prompt: `a lake, picture ${index}`, resolution: 'low' })
      .then((job) => ({ ...job, trouble: job.status === 200 ? undefined : `status ${job.status}` }))
      .catch((error: unknown) => ({ sentAtMillis: 0, answeredAtMillis: 0, trouble: String(error) }));
  await load({ clients, tasks: warmUpJobs }, ask);
  const serialBefore = await load({ clients: 1, tasks: serialJobs }, ask);
  const before = processorSecondsOf(laptop.pid);
  const { results, seconds } = await load({ clients, tasks: jobs }, ask);
  const after = processorSecondsOf(laptop.pid);
  const serialAfter = await load({ clients: 1, tasks: serialJobs }, ask);
  return {
    troubles: results.flatMap(({ trouble }) => trouble ?? []),
    perSecond: jobs / seconds,
    serialPerSecond: (2 * serialJobs) / (serialBefore.seconds + serialAfter.seconds),
    waits: results
      .filter(({ trouble }) => trouble === undefined)
      .map(({ sentAtMillis, answeredAtMillis }) => answeredAtMillis - sentAtMillis),
    before,
    after,
  };
}

function figuresOf({
  troubles,
  perSecond,
  serialPerSecond,
  waits,
  before,
  after,
}: Measured): readonly Figure[] {
  return [
    {
      what: `${jobs} sync jobs of ${clients} clients at once`,
      value: troubles.length,
      unit: troubles[0] === undefined ? 'errors' : `errors, the first: ${troubles[0]}`,
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
  const took = [...takenBetween(before, after)]
    .map(([kind, seconds]) => ({ kind, millis: (seconds * 1000) / jobs }))
    .filter(({ millis }) => millis > 0)
    .sort((a, b) => b.millis - a.millis);
  const all = took.reduce((sum, { millis }) => sum + millis, 0);
  return [
    { what: 'processor time of a job', value: all, unit: 'ms' },
    ...took.map(({ kind, millis }) => ({ what: `of that, ${kind}`, value: millis, unit: 'ms' })),
  ];
}
