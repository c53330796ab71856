import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { DynamoBalances } from '../../adapters/dynamodb/balances.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoModelCatalogue } from '../../adapters/dynamodb/model-catalogue.ts';
import { DynamoPresets } from '../../adapters/dynamodb/presets.ts';
import { DynamoProviderStates } from '../../adapters/dynamodb/provider-states.ts';
import { DynamoSyncWaiters } from '../../adapters/dynamodb/sync-waiters.ts';
import { InvokedReferenceKeeper } from '../../adapters/lambda/invoked-reference-keeper.ts';
import { byProvider, parseOfferedProviders, setUpsOf } from '../../adapters/providers/offered-providers.ts';
import { S3PictureFiles } from '../../adapters/s3/picture-files.ts';
import { S3References } from '../../adapters/s3/references.ts';
import { SqsBacklogs } from '../../adapters/sqs/backlogs.ts';
import { StepFunctionsJobRunner } from '../../adapters/step-functions/job-runner.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { randomIds } from '../../adapters/system/random-ids.ts';
import { builtInModels } from '../../domain/generation/catalogue/built-in-models.ts';
import { modelAvailability } from '../../domain/generation/model-availability.ts';
import { rememberedStates } from '../../domain/generation/remembered-states.ts';
import { apiRoute } from '../../http/api-route.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { meterOf } from '../../observability/metrics.ts';
import { createGeneration } from './endpoint.ts';
import { createGenerationEnv } from './env.ts';

const env = createGenerationEnv.parse(process.env);
const client = documentClient();
const offered = parseOfferedProviders(env.PROVIDERS);
const providerStates = rememberedStates(
  new DynamoProviderStates(
    client,
    env.CATALOGUE_TABLE,
    systemClock,
    byProvider(offered, ({ imagesPerMinute }) => imagesPerMinute),
  ),
  systemClock,
);
const s3 = new S3Client();

export const handler = apiRoute(
  createGeneration({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    catalogue: new DynamoModelCatalogue(client, env.CATALOGUE_TABLE, {
      clock: systemClock,
      builtIn: builtInModels({ sandbox: env.SANDBOX_MODELS === 'on' }),
      onBroken: (model, error) => logger.error(logEvents.catalogue.broken, { model, error }),
    }),
    availability: modelAvailability({
      setUps: setUpsOf(offered, new SecretsManagerClient(), systemClock),
      states: providerStates,
    }),
    providerStates,
    backlogs: new SqsBacklogs(
      new SQSClient(),
      byProvider(offered, ({ queueUrl }) => queueUrl),
      systemClock,
    ),
    queueAgeLimitSeconds: env.QUEUE_AGE_LIMIT_SECONDS,
    presets: new DynamoPresets(client, env.CATALOGUE_TABLE),
    balances: new DynamoBalances(client, env.CREDITS_TABLE),
    jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
    waiters: new DynamoSyncWaiters(client, env.CATALOGUE_TABLE, systemClock, {
      limit: env.SYNC_WAITERS,
      longestWaitSeconds: env.SYNC_WAIT_SECONDS,
      bootId: process.env['DARKROOM_BOOT_ID'],
    }),
    runner: new StepFunctionsJobRunner(new SFNClient(), env.STATE_MACHINE_ARN),
    pictures: new S3PictureFiles(s3, env.IMAGES_BUCKET),
    referenceKeeper: new InvokedReferenceKeeper(new LambdaClient(), {
      functionName: env.REFERENCES_FUNCTION,
      timeoutMillis: env.REFERENCES_TIMEOUT_SECONDS * 1000,
    }),
    references: new S3References(s3, env.WORK_BUCKET),
    ids: randomIds,
    clock: systemClock,
    meter: meterOf(env.STAGE),
    defaultModel: env.DEFAULT_MODEL,
    syncWaitSeconds: env.SYNC_WAIT_SECONDS,
    jobDeadlineSeconds: env.JOB_DEADLINE_SECONDS,
    cdnUrl: env.CDN_URL,
  }),
);
