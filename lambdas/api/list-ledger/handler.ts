import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoLedgerHistory } from '../../adapters/dynamodb/ledger-history.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { apiRoute } from '../../http/api-route.ts';
import { listLedger } from './endpoint.ts';
import { listLedgerEnv } from './env.ts';

const env = listLedgerEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  listLedger({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    ledger: new DynamoLedgerHistory(client, env.CREDITS_TABLE),
    jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
  }),
);
