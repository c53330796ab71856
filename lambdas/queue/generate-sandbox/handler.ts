import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoLateSamples } from '../../adapters/dynamodb/late-samples.ts';
import { DynamoSampleClaims } from '../../adapters/dynamodb/sample-claims.ts';
import { SandboxModels } from '../../adapters/image-models/sandbox-models.ts';
import { S3Originals } from '../../adapters/s3/originals.ts';
import { S3References } from '../../adapters/s3/references.ts';
import { putBackOn } from '../../adapters/sqs/put-back.ts';
import { StepFunctionsSampleReplies } from '../../adapters/step-functions/sample-replies.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { thisWorker } from '../../adapters/system/workers.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { sampleConsumer } from '../generate/consumer.ts';
import { drawSample } from '../generate/draw-sample.ts';
import { lateAnswer } from '../generate/late-answer.ts';
import { generateSandboxEnv } from './env.ts';

const env = generateSandboxEnv.parse(process.env);
const client = documentClient();
const s3 = new S3Client();

const claims = new DynamoSampleClaims(client, env.JOBS_TABLE);
const originals = new S3Originals(s3, env.WORK_BUCKET);
const jobs = new DynamoJobStore(client, env.JOBS_TABLE, systemClock);

const consume = sampleConsumer({
  draw: drawSample({
    claims,
    originals,
    references: new S3References(s3, env.WORK_BUCKET),
    jobs,
    model: new SandboxModels({ slowSeconds: env.SANDBOX_SLOW_SECONDS }),
    workers: thisWorker(process.env['DARKROOM_BOOT_ID']),
    clock: systemClock,
    ceilingSeconds: env.PROVIDER_CEILING_SECONDS,
    billsPerCall: false,
  }),
  claims,
  noteLate: lateAnswer({
    originals,
    jobs,
    late: new DynamoLateSamples(client, env.JOBS_TABLE),
    report: (sample) => logger.warn(logEvents.worker.answeredLate, { ...sample }),
  }),
  replies: new StepFunctionsSampleReplies(new SFNClient()),
  putBack: putBackOn(new SQSClient(), env.SANDBOX_QUEUE_URL),
  report: (trouble, error) => logger.error(logEvents.worker.failed, { trouble, error }),
});

export const handler = async (event: unknown, context: Context) =>
  consume(event, Date.now() + context.getRemainingTimeInMillis());
