import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoLateSamples } from '../../adapters/dynamodb/late-samples.ts';
import { DynamoModelCatalogue } from '../../adapters/dynamodb/model-catalogue.ts';
import { DynamoProviderStates } from '../../adapters/dynamodb/provider-states.ts';
import { DynamoSampleClaims } from '../../adapters/dynamodb/sample-claims.ts';
import { S3Originals } from '../../adapters/s3/originals.ts';
import { S3References } from '../../adapters/s3/references.ts';
import { putBackOn } from '../../adapters/sqs/put-back.ts';
import { StepFunctionsSampleReplies } from '../../adapters/step-functions/sample-replies.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { thisWorker } from '../../adapters/system/workers.ts';
import { builtInModels } from '../../domain/generation/catalogue/built-in-models.ts';
import type { ImageModel } from '../../domain/generation/image-model.ts';
import type { ModelDirectory } from '../../domain/generation/model-directory.ts';
import { openGate } from '../../domain/generation/provider-gate.ts';
import type { Provider } from '../../domain/generation/providers.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { emitMetric, type MetricDimensions } from '../../observability/metrics.ts';
import { checkModels } from './check-models.ts';
import { sampleConsumer } from './consumer.ts';
import { type DrawSampleDependencies, drawSample } from './draw-sample.ts';
import { lateAnswer } from './late-answer.ts';
import { type GateEvent, pacedGate } from './paced-gate.ts';

const scheduledEvent = z.object({ source: z.literal('aws.events') });

/** What every worker's environment tells it. */
export type WorkerEnv = {
  readonly JOBS_TABLE: string;
  readonly WORK_BUCKET: string;
  readonly QUEUE_URL: string;
  readonly PROVIDER_CEILING_SECONDS: number;
};

/** What a worker of a provider that bills is told beyond that. */
export type PacedWorkerEnv = WorkerEnv & {
  readonly CATALOGUE_TABLE: string;
  readonly IMAGES_PER_MINUTE: number;
  readonly PACE_WAIT_SECONDS: number;
  readonly STAGE: string;
};

/** The worker of a provider that bills nobody and is never full. */
export function freeWorker(env: WorkerEnv, model: ImageModel) {
  return worker(env, { model, gate: openGate, billsPerCall: false, countCost: () => undefined });
}

/** The worker of a provider that bills per call, and lets us ask only so fast. */
export function billedWorker(
  provider: Provider,
  env: PacedWorkerEnv,
  model: ImageModel,
  directory: ModelDirectory,
) {
  const whose = { stage: env.STAGE, provider };
  const rates = { [provider]: env.IMAGES_PER_MINUTE };
  const states = new DynamoProviderStates(documentClient(), env.CATALOGUE_TABLE, systemClock, rates);
  const gate = pacedGate({
    provider,
    states,
    clock: systemClock,
    patienceMillis: env.PACE_WAIT_SECONDS * 1000,
    report: (event) => reportGate(whose, event),
  });
  const draw = worker(env, {
    model,
    gate,
    billsPerCall: true,
    countCost: (model, { microUsd, isSuspected }) => {
      const name = isSuspected ? 'SuspectedCostUsd' : 'ProviderCostUsd';
      emitMetric(name, microUsd / 1_000_000, { ...whose, model });
    },
  });
  const check = checkModels({
    provider,
    catalogue: new DynamoModelCatalogue(documentClient(), env.CATALOGUE_TABLE, {
      clock: systemClock,
      builtIn: builtInModels({ sandbox: false }),
      onBroken: (modelId, error) => logger.error(logEvents.catalogue.broken, { modelId, error }),
    }),
    directory,
    states,
    clock: systemClock,
    report: {
      model: (modelId, standing) =>
        logger.warn(logEvents.provider.modelEnds, { provider, modelId, standing }),
      counts: ({ gone, ending }) => {
        emitMetric('ModelsGone', gone, whose);
        emitMetric('ModelsEnding', ending, whose);
      },
    },
  });

  // Once a day, by the worker itself: nobody else may read the provider's key.
  return async (event: unknown, context: Context) =>
    scheduledEvent.safeParse(event).success ? check() : draw(event, context);
}

function worker(
  env: WorkerEnv,
  parts: Pick<DrawSampleDependencies, 'model' | 'gate' | 'billsPerCall' | 'countCost'>,
) {
  const client = documentClient();
  const s3 = new S3Client();
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
      ceilingSeconds: env.PROVIDER_CEILING_SECONDS,
    }),
    claims,
    noteLate: lateAnswer({
      originals,
      jobs,
      late: new DynamoLateSamples(client, env.JOBS_TABLE),
      report: (sample) => logger.warn(logEvents.worker.answeredLate, { ...sample }),
    }),
    replies: new StepFunctionsSampleReplies(new SFNClient()),
    putBack: putBackOn(new SQSClient(), env.QUEUE_URL),
    report: (trouble, error) => logger.error(logEvents.worker.failed, { trouble, error }),
  });

  return async (event: unknown, context: Context) =>
    consume(event, Date.now() + context.getRemainingTimeInMillis());
}

function reportGate(whose: MetricDimensions, { event, ...details }: GateEvent): void {
  const { provider } = whose;
  if (event === 'paused') {
    logger.warn(logEvents.provider.paused, { provider, ...details });
    emitMetric('ProviderPaused', 1, whose);
  } else if (event === 'closed') {
    logger.error(logEvents.provider.closed, { provider, ...details });
    emitMetric('ProviderClosed', 1, whose);
  } else logger.warn(logEvents.provider.stateNotWritten, { provider, ...details });
}
