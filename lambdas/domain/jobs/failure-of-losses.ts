import type { JobFailure } from './job-failure.ts';
import type { LostSample } from './sample-outcome.ts';

/** Why a job with no image at all failed: what the first lost sample says, for all of them were lost. */
export function failureOfLosses(lost: readonly LostSample[]): JobFailure {
  const [first] = [...lost].sort((a, b) => a.sampleIndex - b.sampleIndex);
  if (first === undefined)
    return { code: 'internal_error', error: 'The generation stopped before any image was made.' };

  const { sampleIndex: _, ...failure } = first;
  return failure;
}
