import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobHistory } from '../../adapters/dynamodb/job-history.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { listGenerations } from './endpoint.ts';
import { listGenerationsEnv } from './env.ts';

const env = listGenerationsEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  listGenerations({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    history: new DynamoJobHistory(client, env.JOBS_TABLE),
    cdnUrl: env.CDN_URL,
  }),
);
