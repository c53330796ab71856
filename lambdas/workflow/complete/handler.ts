import { DynamoCompletions } from '../../adapters/dynamodb/completions.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoGalleryPublisher } from '../../adapters/dynamodb/gallery-publisher.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { meterOf } from '../../observability/metrics.ts';
import { countEnd, countingComplete } from '../count-ends.ts';
import { drawnPayload } from '../payloads.ts';
import { workflowStep } from '../workflow-step.ts';
import { completeEnv } from './env.ts';
import { complete } from './step.ts';

const env = completeEnv.parse(process.env);
const meter = meterOf(env.STAGE);
const client = documentClient();
const tables = { jobs: env.JOBS_TABLE, credits: env.CREDITS_TABLE, images: env.IMAGES_TABLE };

export const handler = loggedHandler(
  workflowStep(
    drawnPayload,
    complete({
      ledger: countingComplete(new DynamoCompletions(client, tables, systemClock), (job) =>
        countEnd(meter, job),
      ),
      gallery: new DynamoGalleryPublisher(client, tables, systemClock),
      clock: systemClock,
      log: logger,
    }),
    logger,
  ),
);
