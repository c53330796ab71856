import { DynamoCompletions } from '../../adapters/dynamodb/completions.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { drawnPayload } from '../payloads.ts';
import { workflowStep } from '../workflow-step.ts';
import { completeEnv } from './env.ts';
import { complete } from './step.ts';

const env = completeEnv.parse(process.env);
const tables = { jobs: env.JOBS_TABLE, credits: env.CREDITS_TABLE, images: env.IMAGES_TABLE };

export const handler = workflowStep(
  drawnPayload,
  complete({ ledger: new DynamoCompletions(documentClient(), tables, systemClock), clock: systemClock }),
);
