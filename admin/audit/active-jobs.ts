import { jobRecord } from '../../lambdas/adapters/dynamodb/job-record.ts';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoOpenJobs } from '../../lambdas/adapters/dynamodb/open-jobs.ts';
import type { Target } from '../connection/target.ts';
import { batchRead } from './batch-read.ts';

/** How many jobs of each team are active: by the index of open jobs, and then as they are stored now. */
export async function activeJobs({ client, tables }: Target): Promise<ReadonlyMap<string, number>> {
  const active = new Map<string, number>();
  const count = async (jobIds: readonly string[]) => {
    for (const item of await batchRead(client, tables.jobs, jobIds.map(keys.job))) {
      const { teamId, status } = jobRecord.parse(item);
      if (status === 'active') active.set(teamId, (active.get(teamId) ?? 0) + 1);
    }
  };

  let some: string[] = [];
  for await (const { jobId } of new DynamoOpenJobs(client, tables.jobs).list()) {
    some.push(jobId);
    if (some.length < 100) continue;
    await count(some);
    some = [];
  }
  await count(some);
  return active;
}
