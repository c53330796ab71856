import type { AiModelConfig } from '../../domain/generation/ai-model-config.ts';
import type { Backlogs } from '../../domain/generation/backlogs.ts';
import { waitOfBacklogSeconds } from '../../domain/generation/provider-state.ts';
import type { ProviderStates } from '../../domain/generation/provider-states.ts';
import type { Failure } from '../../http/failure.ts';

export type OverloadDependencies = {
  readonly backlogs: Backlogs;
  readonly providerStates: Pick<ProviderStates, 'find'>;
  /** Longer than this, a picture does not wait for its turn at the provider: it would be lost. */
  readonly queueAgeLimitSeconds: number;
};

/** Refuses what would wait in the queue until it is given up. The sandbox is never full. */
export async function refuseOverload(
  { backlogs, providerStates, queueAgeLimitSeconds }: OverloadDependencies,
  { id, provider }: AiModelConfig,
  sampleCount: number,
): Promise<Failure | undefined> {
  if (provider === 'sandbox') return undefined;
  const [state, waiting] = await Promise.all([providerStates.find(provider), backlogs.waiting(provider)]);
  const waitSeconds = waitOfBacklogSeconds(state, waiting + sampleCount);
  if (waitSeconds <= queueAgeLimitSeconds) return undefined;

  return {
    code: 'overloaded',
    error: `${waiting} images wait for the provider of ${id} already, more than it makes in ${queueAgeLimitSeconds / 60} minutes.`,
    retryAfterSeconds: Math.max(5, waitSeconds - queueAgeLimitSeconds),
  };
}
