import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { ProviderSetUp } from '../../domain/generation/model-availability.ts';
import { type Provider, providers } from '../../domain/generation/providers.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { SecretPresence } from '../secrets/secret-presence.ts';

const offered = z.partialRecord(
  z.enum(providers),
  z.object({
    queueUrl: z.string().min(1),
    /** Name of the secret that must be there; empty where none is needed. */
    secret: z.string(),
    whatToDo: z.string(),
    imagesPerMinute: z.number().positive(),
  }),
);

/** What a stage says of the providers that bill: the JSON of the environment, parsed. */
export type OfferedProviders = z.output<typeof offered>;

export function parseOfferedProviders(json: string): OfferedProviders {
  return offered.parse(JSON.parse(json));
}

/** One fact of each provider. */
export function byProvider<Fact>(
  all: OfferedProviders,
  fact: (one: NonNullable<OfferedProviders[Provider]>) => Fact,
): Partial<Record<Provider, Fact>> {
  const facts: Partial<Record<Provider, Fact>> = {};
  for (const provider of providers) {
    const one = all[provider];
    if (one !== undefined) facts[provider] = fact(one);
  }
  return facts;
}

/** A provider whose secret cannot be looked for just now is taken to be set up: its worker may hold the key. */
export function setUpsOf(
  all: OfferedProviders,
  client: SecretsManagerClient,
  clock: Clock,
): Partial<Record<Provider, ProviderSetUp>> {
  const presence = new SecretPresence(client, clock);
  return byProvider(all, ({ secret, whatToDo }) => ({
    whatToDo,
    isInPlace: async () =>
      secret === '' ||
      presence.has(secret).catch((error: unknown) => {
        if (error instanceof StoreUnavailable) return true;
        throw error;
      }),
  }));
}
