import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerAsOpenAi } from '../../test/support/providers/openai-stub.ts';
import { startStubServer } from '../../test/support/providers/stub-server.ts';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { costPage, goals, goalUsd } from './cost-page.ts';
import { CountDisturbed, type CountedJobs, countJobs } from './count-jobs.ts';
import { type JobCount, requestsOf, transitionsOf, unitsOf } from './job-count.ts';
import { type PinnedCounts, toPinned, writePinnedCounts } from './pinned-counts.ts';
import { prices } from './prices.ts';
import { costShortfall, writesShortfall } from './shortfalls.ts';
import { standingResources } from './standing-resources.ts';
import { costOf, leastUsd, naiveUsd, totalOf } from './usd.ts';

export const jobCostBench: Bench = {
  name: 'job-cost',
  about: 'what AWS bills for a job of one picture, counted on a laptop stack and priced by list prices',
  takes: ['write'],
  run,
};

async function run({ write, isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  if (!isQuiet) console.error('counting three jobs of one picture on a stack of their own');
  const counted = await countOnOwnStack();
  const pinned = toPinned(counted);
  if (write !== undefined) {
    await writeFile(write, costPage(pinned, standingResources(), prices));
    writePinnedCounts(pinned);
  }
  return [...figuresOf('sandbox', counted.sync), ...billedFigures(counted, pinned)];
}

/** Schedules run at a start, and a minute after it: on a slow machine, a job may meet one. */
const attempts = 3;

/** Also for the test that pins the counts. */
export async function countOnOwnStack(assembly?: string): Promise<CountedJobs> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await countOnce(assembly);
    } catch (error) {
      if (!(error instanceof CountDisturbed) || attempt === attempts) throw error;
    }
  }
}

async function countOnce(assembly: string | undefined): Promise<CountedJobs> {
  const home = await mkdtemp(join(tmpdir(), 'darkroom-cost-'));
  const stub = await startStubServer(answerAsOpenAi);
  const variables = { OPENAI_API_KEY: 'x', OPENAI_BASE_URL: `${stub.url}/v1` };
  const provider = { model: 'gpt-image-2', variables };
  try {
    return await countJobs({ home, provider, ...(assembly === undefined ? {} : { assembly }) });
  } finally {
    await stub.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** Of a job of k pictures, in the fewest items that could be: 8 + 2k, the anchor that the goal was set with. */
const lowerBoundWriteUnits = 8 + 2;

function figuresOf(model: string, job: JobCount): readonly Figure[] {
  const named = (what: string) => `${model}: ${what}`;
  const value = (atMost: number) => ({ of: 'value', atMost }) as const;
  const calls = job.functions.reduce((sum, one) => sum + one.calls, 0);
  return [
    ...job.dynamodb.map(({ what, writeUnits, readUnits }) =>
      writeUnits > 0
        ? { what: named(what), value: writeUnits, unit: 'WRU' }
        : { what: named(what), value: readUnits, unit: 'RRU' },
    ),
    ...Object.entries(job.requests).map(([what, value]) => ({ what: named(what), value, unit: 'requests' })),
    ...job.functions.map(({ name, memoryMegabytes, millis }) => ({
      what: named(`Lambda ${name}, ${memoryMegabytes} MB, here`),
      value: millis,
      unit: 'ms',
    })),
    {
      what: named('all writes'),
      value: unitsOf(job, 'writeUnits'),
      unit: 'WRU',
      anchor: { what: 'WRU, lower bound 8+2k', value: lowerBoundWriteUnits },
      goal: value(goals.writeUnits),
      ifMissed: writesShortfall,
    },
    {
      what: named('all reads but polls, with caches warm'),
      value: unitsOf(job, 'readUnits'),
      unit: 'RRU',
      goal: value(goals.readUnits),
    },
    { what: named('transitions'), value: transitionsOf(job), unit: '', goal: value(goals.transitions) },
    { what: named('Lambda calls'), value: calls, unit: '', goal: value(goals.lambdaCalls) },
    { what: named('S3 PUTs'), value: requestsOf(job, 'S3 PUT'), unit: '' },
  ];
}

function billedFigures({ billed }: CountedJobs, pinned: PinnedCounts): readonly Figure[] {
  const usd = (what: string, isWaitedFor: boolean, price: number): Figure => ({
    what: `1,000 jobs of a provider that takes 20 s, ${what}`,
    value: price,
    unit: 'USD',
    ...(isWaitedFor
      ? {
          anchor: {
            what: 'USD, if call and worker did it all themselves, in 1,769 MB',
            value: naiveUsd(pinned.billed, prices),
          },
          goal: { of: 'value', atMost: goalUsd },
          ifMissed: costShortfall(pinned.billed, prices),
        }
      : {}),
  });
  const lines = costOf(pinned.billed, true, prices);
  const least = leastUsd(pinned.billed, prices);
  return [
    { what: 'gpt-image-2: all writes', value: unitsOf(billed, 'writeUnits'), unit: 'WRU' },
    { what: 'gpt-image-2: all reads but polls', value: unitsOf(billed, 'readUnits'), unit: 'RRU' },
    ...lines.map(({ what, usdOf1000 }) => usd(what, false, usdOf1000)),
    usd('async', false, totalOf(costOf(pinned.billed, false, prices))),
    usd('waited for in the least memory there is', false, least.waits + least.others),
    usd('waited for', true, totalOf(lines)),
  ];
}
