import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoBalances } from '../../adapters/dynamodb/balances.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/job-store.ts';
import { DynamoKeyDirectory } from '../../adapters/dynamodb/key-directory.ts';
import { StepFunctionsJobRunner } from '../../adapters/step-functions/job-runner.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { randomIds } from '../../adapters/system/random-ids.ts';
import { fixedCatalogue } from '../../domain/generation/fixed-catalogue.ts';
import { sandboxModels } from '../../domain/generation/sandbox-models.ts';
import { apiRoute } from '../../http/api-route.ts';
import { createGeneration } from './endpoint.ts';
import { createGenerationEnv } from './env.ts';

const env = createGenerationEnv.parse(process.env);
const client = documentClient();

export const handler = apiRoute(
  createGeneration({
    keys: new DynamoKeyDirectory(client, env.CATALOGUE_TABLE, systemClock),
    catalogue: fixedCatalogue(env.SANDBOX_MODELS === 'on' ? sandboxModels : []),
    balances: new DynamoBalances(client, env.CREDITS_TABLE),
    jobs: new DynamoJobStore(client, env.JOBS_TABLE),
    runner: new StepFunctionsJobRunner(new SFNClient(), env.STATE_MACHINE_ARN),
    ids: randomIds,
    clock: systemClock,
    defaultModel: env.DEFAULT_MODEL,
    syncWaitSeconds: env.SYNC_WAIT_SECONDS,
    jobDeadlineSeconds: env.JOB_DEADLINE_SECONDS,
    cdnUrl: env.CDN_URL,
  }),
);
