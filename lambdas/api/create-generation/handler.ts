import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoAccess } from '../../adapters/dynamodb/access.ts';
import { DynamoBalances } from '../../adapters/dynamodb/balances.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoModelCatalogue } from '../../adapters/dynamodb/model-catalogue.ts';
import { DynamoPresets } from '../../adapters/dynamodb/presets.ts';
import { SharpReferenceDecoder } from '../../adapters/reference-pictures/sharp-reference-decoder.ts';
import { GuardedReferenceUrls } from '../../adapters/reference-urls/guarded-reference-urls.ts';
import { S3PictureFiles } from '../../adapters/s3/picture-files.ts';
import { S3References } from '../../adapters/s3/references.ts';
import { S3Uploads } from '../../adapters/s3/uploads.ts';
import { StepFunctionsJobRunner } from '../../adapters/step-functions/job-runner.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { randomIds } from '../../adapters/system/random-ids.ts';
import { sandboxModels } from '../../domain/generation/sandbox-models.ts';
import { apiRoute } from '../../http/api-route.ts';
import { logEvents } from '../../observability/log-events.ts';
import { logger } from '../../observability/logger.ts';
import { createGeneration } from './endpoint.ts';
import { createGenerationEnv } from './env.ts';

const env = createGenerationEnv.parse(process.env);
const client = documentClient();
const s3 = new S3Client();

export const handler = apiRoute(
  createGeneration({
    access: dynamoAccess(client, env.CATALOGUE_TABLE, systemClock),
    catalogue: new DynamoModelCatalogue(client, env.CATALOGUE_TABLE, {
      clock: systemClock,
      builtIn: env.SANDBOX_MODELS === 'on' ? sandboxModels : [],
      onBroken: (modelId, error) => logger.error(logEvents.catalogue.broken, { modelId, error }),
    }),
    presets: new DynamoPresets(client, env.CATALOGUE_TABLE),
    balances: new DynamoBalances(client, env.CREDITS_TABLE),
    jobs: new DynamoJobStore(client, env.JOBS_TABLE, systemClock),
    runner: new StepFunctionsJobRunner(new SFNClient(), env.STATE_MACHINE_ARN),
    pictures: new S3PictureFiles(s3, env.IMAGES_BUCKET),
    referenceUrls: new GuardedReferenceUrls({
      allowHttp: env.REFERENCE_HTTP === 'on',
      allowedHosts: env.REFERENCE_ALLOW.split(',').filter((host) => host !== ''),
    }),
    referenceDecoder: new SharpReferenceDecoder(),
    references: new S3References(s3, env.WORK_BUCKET),
    uploads: new S3Uploads(s3, env.WORK_BUCKET, systemClock),
    ids: randomIds,
    clock: systemClock,
    defaultModel: env.DEFAULT_MODEL,
    syncWaitSeconds: env.SYNC_WAIT_SECONDS,
    jobDeadlineSeconds: env.JOB_DEADLINE_SECONDS,
    cdnUrl: env.CDN_URL,
  }),
);
