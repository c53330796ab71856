import { costOf } from '../credits/cost.ts';
import type { Completion } from '../credits/ledger.ts';
import type { Job } from './job.ts';

/** How an active job stands once it keeps what arrived: whatever sample is not among the images is paid back. */
export function completedJob(job: Job, { images, lost }: Completion, nowMillis: number): Job {
  const kept = [...new Map(images.map((image) => [image.sampleIndex, image])).values()]
    .filter(({ sampleIndex }) => job.samples[sampleIndex] !== undefined)
    .sort((a, b) => a.sampleIndex - b.sampleIndex);
  const missing = job.samples.length - kept.length;

  return {
    ...job,
    status: 'completed',
    images: kept,
    lost: [...lost].sort((a, b) => a.sampleIndex - b.sampleIndex),
    refunded: missing === 0 ? 0 : costOf(job.unitCost, missing),
    endedAtMillis: nowMillis,
  };
}
