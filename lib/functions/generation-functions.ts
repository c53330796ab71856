import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { createGenerationEnv } from '../../lambdas/api/create-generation/env.ts';
import { createUploadEnv } from '../../lambdas/api/create-upload/env.ts';
import { getGenerationEnv } from '../../lambdas/api/get-generation/env.ts';
import { listGenerationsEnv } from '../../lambdas/api/list-generations/env.ts';
import { billedProviders } from '../providers.ts';
import { timing } from '../workflow/timing.ts';
import { readPictures } from './picture-access.ts';
import { concurrencyOfPosts } from './post-concurrency.ts';
import { providersJson, seeProviders } from './provider-access.ts';
import { type ApiFunctionsOf, answering, keyedRoute, type RouteContext } from './route-function.ts';
import { leadingKeys, tableAccess } from './table-access.ts';

type GenerationRoutes =
  | 'api/create-generation'
  | 'api/get-generation'
  | 'api/list-generations'
  | 'api/create-upload';

/** What a route that accepts jobs hands on to. */
export type GenerationContext = RouteContext & {
  readonly stateMachine: StateMachine;
  /** Reads, decodes and keeps references. */
  readonly keepReferences: IFunction;
};

/** The functions that accept jobs and uploads, and show how jobs stand. */
export function generationFunctions(
  scope: Construct,
  context: GenerationContext,
): ApiFunctionsOf<GenerationRoutes> {
  return {
    'api/create-generation': answering(createGeneration(scope, context), timing.syncFunctionTimeoutSeconds),
    'api/get-generation': answering(getGeneration(scope, context), timing.streamTimeoutSeconds),
    'api/list-generations': answering(listGenerations(scope, context)),
    'api/create-upload': answering(createUpload(scope, context)),
  };
}

function createGeneration(scope: Construct, context: GenerationContext) {
  const { stage, data, stateMachine, keepReferences } = context;
  const { jobs, credits, catalogue } = data.tables;
  const route = keyedRoute(scope, context, {
    entry: 'api/create-generation',
    env: createGenerationEnv,
    environment: {
      JOBS_TABLE: jobs.tableName,
      CREDITS_TABLE: credits.tableName,
      CATALOGUE_TABLE: catalogue.tableName,
      STATE_MACHINE_ARN: stateMachine.stateMachineArn,
      CDN_URL: data.cdnUrl,
      SYNC_WAIT_SECONDS: String(stage.syncWaitSeconds),
      SYNC_WAITERS: String(stage.syncWaiters),
      JOB_DEADLINE_SECONDS: String(timing.jobDeadlineSeconds),
      DEFAULT_MODEL: stage.defaultModel,
      PROVIDERS: providersJson(scope, context),
      QUEUE_AGE_LIMIT_SECONDS: String(timing.queueAgeLimitSeconds),
      SANDBOX_MODELS: stage.sandboxModels ? 'on' : 'off',
      IMAGES_BUCKET: data.imagesBucket.bucketName,
      WORK_BUCKET: data.workBucket.bucketName,
      REFERENCES_FUNCTION: keepReferences.functionName,
      REFERENCES_TIMEOUT_SECONDS: String(timing.referencesWaitSeconds),
      STAGE: stage.name,
    },
    onFailure: 'no new generations are accepted; those that were accepted go on.',
    timeoutSeconds: timing.syncFunctionTimeoutSeconds,
    // It waits, and pays for what it waits in. 4.5 MB of references as JSON or a form, and ten pictures of 4k as base64, took
    // 152 MB of a laptop's process (202 unless it saves); Lambda's own runtime takes some 30 more.
    memoryMegabytes: 256,
    savesMemory: true,
    ...(stage.reservesConcurrency ? { reservedConcurrency: concurrencyOfPosts(stage) } : {}),
  });
  route.allow('AcceptAndPollJob', [...tableAccess.look, ...tableAccess.add], [jobs.tableArn]);
  route.allow('ReadBalance', tableAccess.look, [credits.tableArn]);
  route.allow('ReadCatalogue', tableAccess.read, [catalogue.tableArn], leadingKeys('presets#*', 'models'));
  route.allow('CountWaiters', tableAccess.change, [catalogue.tableArn], leadingKeys('sync-waiters'));
  seeProviders(route, context);
  route.allow(
    'CountWhatWaits',
    ['sqs:GetQueueAttributes'],
    billedProviders.map((provider) => context.queues.byProvider[provider].queue.queueArn),
  );
  route.allow('StartJob', ['states:StartExecution'], [stateMachine.stateMachineArn]);
  readPictures(route, data.imagesBucket);
  route.allow('HaveReferencesKept', ['lambda:InvokeFunction'], [keepReferences.functionArn]);
  // Of a request whose Idempotency-Key was taken by another in the same moment.
  route.allow('DiscardReferences', ['s3:DeleteObject'], [data.workBucket.arnForObjects('references/*')]);
  return route;
}

function getGeneration(scope: Construct, context: RouteContext) {
  const { tables, imagesBucket, cdnUrl } = context.data;
  const route = keyedRoute(scope, context, {
    entry: 'api/get-generation',
    env: getGenerationEnv,
    environment: {
      JOBS_TABLE: tables.jobs.tableName,
      CATALOGUE_TABLE: tables.catalogue.tableName,
      IMAGES_BUCKET: imagesBucket.bucketName,
      CDN_URL: cdnUrl,
    },
    timeoutSeconds: timing.streamTimeoutSeconds,
  });
  route.allow('ReadJob', tableAccess.look, [tables.jobs.tableArn]);
  readPictures(route, imagesBucket);
  return route;
}

function listGenerations(scope: Construct, context: RouteContext) {
  const { tables, cdnUrl } = context.data;
  const route = keyedRoute(scope, context, {
    entry: 'api/list-generations',
    env: listGenerationsEnv,
    environment: {
      JOBS_TABLE: tables.jobs.tableName,
      CATALOGUE_TABLE: tables.catalogue.tableName,
      CDN_URL: cdnUrl,
    },
  });
  route.allow('FindJobs', tableAccess.list, [`${tables.jobs.tableArn}/index/team-by-time`]);
  route.allow('ReadJobs', tableAccess.batch, [tables.jobs.tableArn]);
  return route;
}

function createUpload(scope: Construct, context: RouteContext) {
  const { tables, workBucket } = context.data;
  const route = keyedRoute(scope, context, {
    entry: 'api/create-upload',
    env: createUploadEnv,
    environment: { CATALOGUE_TABLE: tables.catalogue.tableName, WORK_BUCKET: workBucket.bucketName },
    onFailure: 'nothing larger than 4.5 MB can be sent as a reference.',
  });
  // The form carries this function's own permission.
  route.allow('LetClientsUpload', ['s3:PutObject'], [workBucket.arnForObjects('uploads/*')]);
  return route;
}
