import type * as z from 'zod';
import { lostSample } from '../domain/generation/lost-sample.ts';
import type { KeptImage, LostSample } from '../domain/jobs/sample-outcome.ts';
import type { outcomesPayload } from './payloads.ts';

/** Splits what the samples came to into what is kept and what is paid back. */
export function splitOutcomes(outcomes: z.output<typeof outcomesPayload>): {
  images: readonly KeptImage[];
  lost: readonly LostSample[];
} {
  return {
    images: outcomes.flatMap((outcome) =>
      'stored' in outcome ? [{ sampleIndex: outcome.sampleIndex, ...outcome.stored }] : [],
    ),
    lost: outcomes.flatMap((outcome) =>
      'lost' in outcome ? [lostSample(outcome.sampleIndex, outcome.lost.Error, outcome.lost.Cause)] : [],
    ),
  };
}
