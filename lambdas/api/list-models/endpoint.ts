import type { Clock } from '../../domain/clock.ts';
import type { ModelCatalogue } from '../../domain/generation/ai-model-config.ts';
import type { ModelAvailability } from '../../domain/generation/model-availability.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { ok } from '../../http/reply.ts';
import { listModelsResponse } from './response.ts';

export type ListModelsDependencies = {
  readonly access: Access;
  readonly catalogue: ModelCatalogue;
  readonly availability: ModelAvailability;
  readonly clock: Clock;
  /** Catalogue id of the model of a request that names none, and whose team names none. */
  readonly defaultModel: string;
};

/** Every model of this service: what it can draw, and for how many credits. How we run it is left out. */
export function listModels({ access, catalogue, availability, clock, defaultModel }: ListModelsDependencies) {
  return authenticated(access, async (_, { defaults }) => {
    const now = clock.nowMillis();
    const usual = await catalogue.find(defaults.modelVersion ?? defaultModel);
    const models = [];
    for (const model of await catalogue.list()) {
      const reason = await availability.reasonAgainst(model, now);
      models.push({
        ...model,
        available: reason === undefined,
        unavailableBecause: reason ?? null,
        isDefault: model.id === usual?.id,
      });
    }
    return ok(listModelsResponse, { models });
  });
}
