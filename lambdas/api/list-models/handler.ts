import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoModelCatalogue } from '../../adapters/dynamodb/model-catalogue.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { sandboxModels } from '../../domain/generation/sandbox-models.ts';
import { apiRoute } from '../../http/api-route.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { listModels } from './endpoint.ts';
import { listModelsEnv } from './env.ts';

const env = listModelsEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  listModels({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    catalogue: new DynamoModelCatalogue(client, env.CATALOGUE_TABLE, {
      clock: systemClock,
      builtIn: env.SANDBOX_MODELS === 'on' ? sandboxModels : [],
      onBroken: (modelId, error) => logger.error(logEvents.catalogue.broken, { modelId, error }),
    }),
    clock: systemClock,
    defaultModel: env.DEFAULT_MODEL,
  }),
);
