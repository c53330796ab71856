import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { DynamoBalances } from '../../adapters/dynamodb/balances.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { getUsage } from './endpoint.ts';
import { getUsageEnv } from './env.ts';

const env = getUsageEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  getUsage({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    balances: new DynamoBalances(client, env.CREDITS_TABLE),
  }),
);
