import type { PinnedJob } from './pinned-counts.ts';
import type { Prices } from './prices.ts';
import { costOf, totalOf, waitingInLeast } from './usd.ts';

type Lever = { readonly what: string; readonly waited: number; readonly unwaited: number };

/** What is not done, and what 1,000 jobs would cost then. */
export function leversOf(job: PinnedJob, prices: Prices): readonly Lever[] {
  const lever = (what: string, changed: PinnedJob): Lever => ({
    what,
    waited: totalOf(costOf(changed, true, prices)),
    unwaited: totalOf(costOf(changed, false, prices)),
  });
  const withoutMap = { ...job, states: job.states.filter((state) => state !== 'Samples') };
  return [
    lever('as it is', job),
    lever('a workflow of their own for jobs of one picture, without a Map', withoutMap),
    lever('call and worker in 128 MB, the least that there is', waitingInLeast(job)),
    lever('both', waitingInLeast(withoutMap)),
  ];
}
