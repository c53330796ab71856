import { jobParamsRecord, jobRecord } from '../../lambdas/adapters/dynamodb/job-record.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { tables } from '../support/dynamodb.ts';
import type { DynamoTwin } from './twins/dynamo-twin.ts';

export function jobsOf(dynamo: DynamoTwin): readonly Job[] {
  return dynamo
    .items(tables.jobs)
    .filter(({ sk }) => sk === 'job')
    .map((item) => jobRecord.parse(item));
}

export function endOf({ status, images, samples, failure }: Job): string {
  return status === 'completed'
    ? `completed ${images.length} of ${samples.length}${images.some(({ model }) => model !== null) ? ' by fallback' : ''}`
    : `${status} ${failure?.code}`;
}

/** A client that repeats under one key pays for one job. */
export function chargedTwice(dynamo: DynamoTwin): readonly string[] {
  const items = dynamo.items(tables.jobs);
  const keyed = new Set(items.filter(({ sk }) => sk === 'idempotency').map(({ jobId }) => String(jobId)));
  const charged = jobsOf(dynamo).filter(({ chargedAtMillis }) => chargedAtMillis !== null);
  const prompts = charged.map(({ jobId }) => {
    const params = items.find(({ pk, sk }) => pk === `job#${jobId}` && sk === 'params');
    return { jobId, prompt: jobParamsRecord.parse(params).userPrompt };
  });
  const byPrompt = Map.groupBy(prompts, ({ prompt }) => prompt);
  return [...byPrompt].flatMap(([prompt, jobs]) =>
    jobs.length > 1 && jobs.some(({ jobId }) => keyed.has(jobId))
      ? [`${prompt} was charged ${jobs.length} times`]
      : [],
  );
}
