import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoLibrary } from '../../adapters/dynamodb/library.ts';
import { DynamoPresets } from '../../adapters/dynamodb/presets.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { listLibrary } from './endpoint.ts';
import { listLibraryEnv } from './env.ts';

const env = listLibraryEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  listLibrary({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    library: new DynamoLibrary(client, env.IMAGES_TABLE, systemClock),
    presets: new DynamoPresets(client, env.CATALOGUE_TABLE),
    cdnUrl: env.CDN_URL,
  }),
);
