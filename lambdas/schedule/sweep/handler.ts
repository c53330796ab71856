import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoOpenJobs } from '../../adapters/dynamodb/open-jobs.ts';
import { requestSettlementOn } from '../../adapters/sqs/request-settlement.ts';
import { StepFunctionsJobRunner } from '../../adapters/step-functions/job-runner.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { meterOf } from '../../observability/metrics.ts';
import { sweepEnv } from './env.ts';
import { sweepOpenJobs } from './sweep-open-jobs.ts';

const env = sweepEnv.parse(process.env);
const client = documentClient();
const meter = meterOf(env.STAGE);

const sweep = sweepOpenJobs({
  openJobs: new DynamoOpenJobs(client, env.JOBS_TABLE),
  jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
  runner: new StepFunctionsJobRunner(new SFNClient(), env.STATE_MACHINE_ARN),
  requestSettlement: requestSettlementOn(new SQSClient(), env.SETTLE_QUEUE_URL),
  clock: systemClock,
  log: logger,
});

/** Counted also when there are none, so that silence means that nobody looked. */
export const handler = loggedHandler(async () => {
  const report = await sweep();
  meter('JobsOverdue', report.overdue, {});
  return report;
});
