import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoPresets } from '../../adapters/dynamodb/presets.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { listPresets } from './endpoint.ts';
import { listPresetsEnv } from './env.ts';

const env = listPresetsEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  listPresets({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    presets: new DynamoPresets(client, env.CATALOGUE_TABLE),
  }),
);
