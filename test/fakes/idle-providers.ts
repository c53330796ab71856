import { modelAvailability } from '../../lambdas/domain/generation/model-availability.ts';
import { FakeProviderStates } from './provider-states.ts';

/** Providers that are set up, healthy, and have nothing to do. */
export function idleProviders() {
  const providerStates = new FakeProviderStates();
  return {
    providerStates,
    availability: modelAvailability({ setUps: {}, states: providerStates }),
    backlogs: { waiting: async () => 0 },
    queueAgeLimitSeconds: 3600,
  };
}
