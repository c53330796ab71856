import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoRefunds } from '../../adapters/dynamodb/refunds.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { meterOf } from '../../observability/metrics.ts';
import { countEnd, countingRefund } from '../count-ends.ts';
import { refundPayload } from '../payloads.ts';
import { workflowStep } from '../workflow-step.ts';
import { refundEnv } from './env.ts';
import { refund } from './step.ts';

const env = refundEnv.parse(process.env);
const meter = meterOf(env.STAGE);
const tables = { jobs: env.JOBS_TABLE, credits: env.CREDITS_TABLE };

export const handler = loggedHandler(
  workflowStep(
    refundPayload,
    refund({
      ledger: countingRefund(new DynamoRefunds(documentClient(), tables, systemClock), (job) =>
        countEnd(meter, job),
      ),
      clock: systemClock,
      log: logger,
    }),
    logger,
  ),
);
