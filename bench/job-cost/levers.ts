import type { PinnedJob } from './pinned-counts.ts';
import type { Prices } from './prices.ts';
import { costOf, totalOf } from './usd.ts';

type Lever = { readonly what: string; readonly waited: number; readonly unwaited: number };

const smallMegabytes = 256;

const callRoute = /^RoutesCreateGeneration$/;

/** What is not done, and what 1,000 jobs would cost then. */
export function leversOf(job: PinnedJob, prices: Prices): readonly Lever[] {
  const lever = (what: string, changed: PinnedJob): Lever => ({
    what,
    waited: totalOf(costOf(changed, true, prices)),
    unwaited: totalOf(costOf(changed, false, prices)),
  });
  return [
    lever('as it is', job),
    lever(
      `a call that waits in ${smallMegabytes} MB: references are decoded by a function of their own`,
      withMemory(job, callRoute),
    ),
  ];
}

function withMemory(job: PinnedJob, which: RegExp): PinnedJob {
  const functions = job.functions.map((one) =>
    which.test(one.name) ? { ...one, memoryMegabytes: smallMegabytes } : one,
  );
  return { ...job, functions };
}
