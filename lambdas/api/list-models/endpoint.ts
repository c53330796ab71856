import type { Clock } from '../../domain/clock.ts';
import type { ModelCatalogue } from '../../domain/generation/ai-model-config.ts';
import { unavailability } from '../../domain/generation/model-life-cycle.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { ok } from '../../http/reply.ts';
import { listModelsResponse } from './response.ts';

export type ListModelsDependencies = {
  readonly access: Access;
  readonly catalogue: ModelCatalogue;
  readonly clock: Clock;
  /** Catalogue id of the model of a request that names none, and whose team names none. */
  readonly defaultModel: string;
};

/** Every model of this service: what it can draw, and for how many credits. How we run it is left out. */
export function listModels({ access, catalogue, clock, defaultModel }: ListModelsDependencies) {
  return authenticated(access, async (_, { defaults }) => {
    const now = clock.nowMillis();
    const usual = await catalogue.find(defaults.modelVersion ?? defaultModel);
    const models = (await catalogue.list()).map((model) => {
      const reason = unavailability(model, now);
      return {
        ...model,
        available: reason === undefined,
        unavailableBecause: reason ?? null,
        isDefault: model.id === usual?.id,
      };
    });
    return ok(listModelsResponse, { models });
  });
}
