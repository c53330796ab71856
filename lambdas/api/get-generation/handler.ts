import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoKeyDirectory } from '../../adapters/dynamodb/key-directory.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { getGeneration } from './endpoint.ts';
import { getGenerationEnv } from './env.ts';

const env = getGenerationEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  getGeneration({
    keys: new DynamoKeyDirectory(client, env.CATALOGUE_TABLE, systemClock),
    jobs: new DynamoJobStore(client, env.JOBS_TABLE),
    cdnUrl: env.CDN_URL,
  }),
);
