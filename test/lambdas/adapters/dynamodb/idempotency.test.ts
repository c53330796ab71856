import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoJobStore } from '../../../../lambdas/adapters/dynamodb/job-store.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { exampleJob, exampleParams } from '../../../support/example-job.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const now = Date.parse('2026-11-23T09:00:00.000Z');
const day = 86_400_000;

function given() {
  const jobs = new DynamoJobStore(database.client, tables.jobs, new ManualClock());
  const teamId = `team_${randomUUID()}`;
  const newJob = (team = teamId) => exampleJob({ jobId: `job_${randomUUID()}`, teamId: team });
  const key = {
    keySha256Hex: 'k',
    bodySha256Hex: 'b',
    nowMillis: now,
    expiresAtMillis: now + day,
    instead: null,
  };
  return { jobs, teamId, newJob, key };
}

describe('a job that is accepted under a key', () => {
  it('takes the key, and a second job under it is not stored at all', async () => {
    const { jobs, teamId, newJob, key } = given();
    const [first, second] = [newJob(), newJob()];

    expect(await jobs.accept(first, exampleParams, key)).toBe('accepted');
    expect(await jobs.accept(second, exampleParams, key)).toBe('key-taken');

    expect(await jobs.find(second.jobId)).toBeUndefined();
    expect(await jobs.findOnce(teamId, 'k', now)).toMatchObject({ jobId: first.jobId, bodySha256Hex: 'b' });
  });

  it('is one of many that come at once', async () => {
    const { jobs, newJob, key } = given();
    const many = Array.from({ length: 8 }, () => newJob());

    const outcomes = await Promise.all(many.map((job) => jobs.accept(job, exampleParams, key)));

    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  });

  it('leaves the same key of another team free', async () => {
    const { jobs, newJob, key } = given();
    await jobs.accept(newJob(), exampleParams, key);

    expect(await jobs.accept(newJob(`team_${randomUUID()}`), exampleParams, key)).toBe('accepted');
  });

  it('gives the key back after 24 hours, and when its job was refused before the charge', async () => {
    const { jobs, teamId, newJob, key } = given();
    const first = newJob();
    await jobs.accept(first, exampleParams, key);

    const instead = await jobs.accept(newJob(), exampleParams, { ...key, instead: first.jobId });
    const nextDay = { ...key, nowMillis: now + day, expiresAtMillis: now + 2 * day };

    expect(instead).toBe('accepted');
    expect(await jobs.findOnce(teamId, 'k', now + day)).toBeUndefined();
    expect(await jobs.accept(newJob(), exampleParams, nextDay)).toBe('accepted');
  });
});
