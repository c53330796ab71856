import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoLateSamples } from '../../adapters/dynamodb/late-samples.ts';
import { DynamoSampleClaims } from '../../adapters/dynamodb/sample-claims.ts';
import { S3Originals } from '../../adapters/s3/originals.ts';
import { S3References } from '../../adapters/s3/references.ts';
import { putBackOn } from '../../adapters/sqs/put-back.ts';
import { StepFunctionsSampleReplies } from '../../adapters/step-functions/sample-replies.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { thisWorker } from '../../adapters/system/workers.ts';
import { SlicedRequests } from '../../adapters/wire/sliced-requests.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { sampleConsumer } from './consumer.ts';
import { countWaits } from './count-waits.ts';
import { type DrawSampleDependencies, drawSample } from './draw-sample.ts';
import { lateAnswer } from './late-answer.ts';

/** What every worker's environment tells it. */
export type WorkerEnv = {
  readonly JOBS_TABLE: string;
  readonly WORK_BUCKET: string;
  readonly QUEUE_URL: string;
  readonly PROVIDER_CEILING_SECONDS: number;
};

/** A worker over its real stores: what is particular to its provider comes as parts. */
export function sampleWorker(
  env: WorkerEnv,
  parts: Pick<DrawSampleDependencies, 'model' | 'gate' | 'billsPerCall' | 'countCost' | 'countAnswer'> & {
    /** Told how long a sample has waited for its turn, each time that it is received. */
    readonly countWait: (seconds: number) => void;
  },
) {
  const client = documentClient();
  const s3 = new S3Client({ requestHandler: new SlicedRequests() });
  const claims = new DynamoSampleClaims(client, env.JOBS_TABLE);
  const originals = new S3Originals(s3, env.WORK_BUCKET);
  const jobs = new DynamoJobStore(client, env.JOBS_TABLE, systemClock);
  const consume = sampleConsumer({
    draw: drawSample({
      ...parts,
      claims,
      originals,
      references: new S3References(s3, env.WORK_BUCKET),
      jobs,
      workers: thisWorker(process.env['DARKROOM_BOOT_ID']),
      clock: systemClock,
      log: logger,
      ceilingSeconds: env.PROVIDER_CEILING_SECONDS,
    }),
    claims,
    noteLate: lateAnswer({
      originals,
      jobs,
      late: new DynamoLateSamples(client, env.JOBS_TABLE),
      report: ({ isFallback = false }) => logger.warn(logEvents.worker.answeredLate, { isFallback }),
    }),
    replies: new StepFunctionsSampleReplies(new SFNClient()),
    putBack: putBackOn(new SQSClient(), env.QUEUE_URL),
    log: logger,
    report: (trouble, error) => logger.error(logEvents.worker.failed, { trouble, error }),
  });

  return async (event: unknown, context: Context) => {
    countWaits(event, Date.now(), parts.countWait);
    return consume(event, Date.now() + context.getRemainingTimeInMillis());
  };
}
