import type { Job } from '../../domain/jobs/job.ts';
import { leftoversPartition } from './keys.ts';

/** An update of a job's item. */
export type LeavingOpenJobs = {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
};

const names = { '#open': 'open' };

/**
 * The update that takes a completed job out of the open ones, and sets more with it. A job that lacks pictures goes on to
 * the leftovers: what was stored of them is swept when its deadline has passed.
 */
export function leaveOpenJobs({ images, samples }: Job, sets: readonly string[] = []): LeavingOpenJobs {
  if (images.length < samples.length) return goToLeftovers(sets);
  const before = sets.length === 0 ? '' : `SET ${sets.join(', ')} `;
  return { expression: `${before}REMOVE #open`, names, values: {} };
}

export function goToLeftovers(sets: readonly string[] = []): LeavingOpenJobs {
  const expression = `SET ${[...sets, '#open = :leftovers'].join(', ')}`;
  return { expression, names, values: { ':leftovers': leftoversPartition } };
}
