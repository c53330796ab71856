import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoPresets } from '../../adapters/dynamodb/presets.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { getPreset } from './endpoint.ts';
import { getPresetEnv } from './env.ts';

const env = getPresetEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  getPreset({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    presets: new DynamoPresets(client, env.CATALOGUE_TABLE),
  }),
);
