import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoKeyDirectory } from '../../adapters/dynamodb/key-directory.ts';
import { DynamoLibrary } from '../../adapters/dynamodb/library.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { listLibrary } from './endpoint.ts';
import { listLibraryEnv } from './env.ts';

const env = listLibraryEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  listLibrary({
    keys: new DynamoKeyDirectory(client, env.CATALOGUE_TABLE, systemClock),
    library: new DynamoLibrary(client, env.IMAGES_TABLE),
    cdnUrl: env.CDN_URL,
  }),
);
