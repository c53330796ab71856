import type { Shortfall } from '../figure.ts';
import type { PinnedJob } from './pinned-counts.ts';
import type { Prices } from './prices.ts';
import { leastUsd } from './usd.ts';

export const writesShortfall: Shortfall = {
  because:
    "a transaction writes at twice the units, and every move of credits is one: charge 6, completion 11. A call that waits is counted in and out (2), the jobs' two indexes take 3.",
  next: "jobs stored under their team's key need no index by time: 1 unit less; counting environments that wait, not calls, would take most of the 2.",
};

export function costShortfall(job: PinnedJob, prices: Prices): Shortfall {
  const { waits, others } = leastUsd(job, prices);
  return {
    because: `a call and a worker wait 20 s in functions. In Lambda's least memory, 128 MB each, that alone is ${waits.toFixed(3)} USD, and what does not wait is ${others.toFixed(3)}.`,
    next: 'no Map for jobs of one picture saves a transition (0.025 USD); a worker that waits for several pictures at once shares its memory among them; ?async=true waits once instead of twice.',
  };
}
