import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoPresets } from '../../adapters/dynamodb/presets.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { randomIds } from '../../adapters/system/random-ids.ts';
import { apiRoute } from '../../http/api-route.ts';
import { createPreset } from './endpoint.ts';
import { createPresetEnv } from './env.ts';

const env = createPresetEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  createPreset({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    presets: new DynamoPresets(client, env.CATALOGUE_TABLE),
    ids: randomIds,
    clock: systemClock,
  }),
);
