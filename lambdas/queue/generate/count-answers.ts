import type { DrawOutcome } from '../../domain/generation/image-model.ts';
import type { Meter } from '../../observability/meter.ts';

/** Counts a provider's answers. That it wants to be asked less often, or not at all, is counted where it is acted upon. */
export function countAnswers(meter: Meter, provider: string) {
  return (model: string, outcome: DrawOutcome['outcome'], millis: number): void => {
    if (outcome === 'image') meter('ProviderSeconds', millis / 1000, { provider, model });
    else if (outcome === 'blocked') meter('SamplesBlocked', 1, { provider });
    else if (outcome === 'busy') meter('SamplesBusy', 1, { provider });
    else if (outcome !== 'rate-limited') meter('SamplesFailed', 1, { provider });
  };
}
