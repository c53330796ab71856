import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoRefunds } from '../../adapters/dynamodb/refunds.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { settleConsumer } from './consumer.ts';
import { settleEnv } from './env.ts';
import { settleJob } from './settle-job.ts';

const env = settleEnv.parse(process.env);
const client = documentClient();

export const handler = settleConsumer(
  settleJob({
    jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
    ledger: new DynamoRefunds(client, { jobs: env.JOBS_TABLE, credits: env.CREDITS_TABLE }, systemClock),
    clock: systemClock,
  }),
  (error) => logger.error(logEvents.worker.failed, { error }),
);
