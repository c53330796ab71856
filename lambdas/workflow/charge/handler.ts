import { DynamoCharges } from '../../adapters/dynamodb/charges.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { meterOf } from '../../observability/metrics.ts';
import { countingCharge } from '../count-ends.ts';
import { queuedPayload } from '../payloads.ts';
import { workflowStep } from '../workflow-step.ts';
import { chargeEnv } from './env.ts';
import { charge } from './step.ts';

const env = chargeEnv.parse(process.env);
const client = documentClient();

export const handler = loggedHandler(
  workflowStep(
    queuedPayload,
    charge({
      jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
      ledger: countingCharge(
        new DynamoCharges(client, { jobs: env.JOBS_TABLE, credits: env.CREDITS_TABLE }, systemClock),
        meterOf(env.STAGE),
      ),
      clock: systemClock,
      log: logger,
      queueUrls: env.PROVIDER_QUEUE_URLS,
      generateTimeoutSeconds: env.GENERATE_TIMEOUT_SECONDS,
    }),
    logger,
  ),
);
