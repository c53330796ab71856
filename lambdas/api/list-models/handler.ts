import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoModelCatalogue } from '../../adapters/dynamodb/model-catalogue.ts';
import { DynamoProviderStates } from '../../adapters/dynamodb/provider-states.ts';
import { byProvider, parseOfferedProviders, setUpsOf } from '../../adapters/providers/offered-providers.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { builtInModels } from '../../domain/generation/catalogue/built-in-models.ts';
import { modelAvailability } from '../../domain/generation/model-availability.ts';
import { rememberedStates } from '../../domain/generation/remembered-states.ts';
import { apiRoute } from '../../http/api-route.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { listModels } from './endpoint.ts';
import { listModelsEnv } from './env.ts';

const env = listModelsEnv.parse(process.env);
const client = documentClient();
const offered = parseOfferedProviders(env.PROVIDERS);
const providerStates = rememberedStates(
  new DynamoProviderStates(
    client,
    env.CATALOGUE_TABLE,
    systemClock,
    byProvider(offered, ({ imagesPerMinute }) => imagesPerMinute),
  ),
  systemClock,
);

export const handler = apiRoute(
  listModels({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    catalogue: new DynamoModelCatalogue(client, env.CATALOGUE_TABLE, {
      clock: systemClock,
      builtIn: builtInModels({ sandbox: env.SANDBOX_MODELS === 'on' }),
      onBroken: (model, error) => logger.error(logEvents.catalogue.broken, { model, error }),
    }),
    availability: modelAvailability({
      setUps: setUpsOf(offered, new SecretsManagerClient(), systemClock),
      states: providerStates,
    }),
    clock: systemClock,
    defaultModel: env.DEFAULT_MODEL,
  }),
);
