import type { Job } from '../../domain/jobs/job.ts';
import { leftoversPartition } from './keys.ts';

/**
 * The update that takes a completed job out of the open ones, and sets more with it. A job that lacks pictures goes on to
 * the leftovers: what was stored of them is swept when its deadline has passed.
 */
export function leaveOpenJobs({ images, samples }: Job, sets: readonly string[] = []) {
  const names = { '#open': 'open' };
  if (images.length < samples.length) {
    const expression = `SET ${[...sets, '#open = :leftovers'].join(', ')}`;
    return { expression, names, values: { ':leftovers': leftoversPartition } };
  }
  const before = sets.length === 0 ? '' : `SET ${sets.join(', ')} `;
  return { expression: `${before}REMOVE #open`, names, values: {} };
}
