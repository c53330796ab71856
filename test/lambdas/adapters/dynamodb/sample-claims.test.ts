import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Registry } from '../../../../admin/registry.ts';
import { DynamoCharges } from '../../../../lambdas/adapters/dynamodb/charges.ts';
import { DynamoJobStore } from '../../../../lambdas/adapters/dynamodb/job-store.ts';
import { DynamoSampleClaims } from '../../../../lambdas/adapters/dynamodb/sample-claims.ts';
import { creditAmount } from '../../../../lambdas/domain/credits/amount.ts';
import { ModelFailed } from '../../../../lambdas/domain/generation/errors.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { exampleJob, exampleParams } from '../../../support/example-job.ts';

const now = Date.parse('2026-11-23T09:01:00.000Z');
const mine = { holder: 'boot/1', untilMillis: now + 60_000 };
const yours = { holder: 'boot/2', untilMillis: now + 90_000 };

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

async function activeJob() {
  const clock = new ManualClock();
  const { teamId } = await new Registry(database.client, tables, clock).createTeam(
    'A',
    creditAmount.parse(10),
  );
  const job = exampleJob({ jobId: `job_${randomUUID()}`, teamId, sampleCount: 2 });
  await new DynamoJobStore(database.client, tables.jobs, new ManualClock()).accept(job, exampleParams);
  await new DynamoCharges(database.client, tables, clock).charge(job, now);
  return {
    job,
    claims: new DynamoSampleClaims(database.client, tables.jobs),
    sample: { jobId: job.jobId, sampleIndex: 1 },
  };
}

describe('a claim on a sample', () => {
  it('is given to one worker and shown to the next', async () => {
    const { claims, sample } = await activeJob();

    expect(await claims.claim(sample, mine, now)).toMatchObject({ outcome: 'claimed', attemptsBefore: 0 });
    expect(await claims.claim(sample, yours, now)).toMatchObject({ outcome: 'held', by: mine });
  });

  it('on one sample leaves the other samples free', async () => {
    const { claims, sample } = await activeJob();
    await claims.claim(sample, mine, now);

    expect(await claims.claim({ ...sample, sampleIndex: 0 }, yours, now)).toMatchObject({
      outcome: 'claimed',
    });
  });

  it('counts the attempt when it is released', async () => {
    const { claims, sample } = await activeJob();
    await claims.claim(sample, mine, now);

    await claims.release(sample, mine, 'attempt');

    expect(await claims.claim(sample, yours, now)).toMatchObject({ outcome: 'claimed', attemptsBefore: 1 });
  });

  it('counts no attempt when the provider was only asked too often', async () => {
    const { claims, sample } = await activeJob();
    await claims.claim(sample, mine, now);

    await claims.release(sample, mine, 'no-attempt');

    expect(await claims.claim(sample, yours, now)).toMatchObject({ outcome: 'claimed', attemptsBefore: 0 });
  });

  it('cannot be released by another worker', async () => {
    const { claims, sample } = await activeJob();
    await claims.claim(sample, mine, now);

    await claims.release(sample, yours, 'attempt');

    expect(await claims.claim(sample, yours, now)).toMatchObject({ outcome: 'held', by: mine });
  });

  it('keeps why its sample was lost, but only what its own holder says', async () => {
    const { claims, sample } = await activeJob();
    await claims.claim(sample, mine, now);

    await claims.remember(sample, yours, new ModelFailed('not mine to say'));
    expect(await claims.claim(sample, yours, now)).toMatchObject({ outcome: 'held', loss: undefined });
    await claims.remember(sample, mine, new ModelFailed('broken'));
    expect(await claims.claim(sample, yours, now)).toMatchObject({
      outcome: 'held',
      loss: { name: 'ModelFailed', message: 'broken' },
    });
  });

  it('is taken over from a dead worker by one worker only', async () => {
    const { claims, sample } = await activeJob();
    await claims.claim(sample, mine, now);

    expect(await claims.takeOver(sample, mine, yours, now)).toMatchObject({ outcome: 'claimed' });
    expect(await claims.takeOver(sample, mine, { ...yours, holder: 'boot/3' }, now)).toMatchObject({
      outcome: 'held',
    });
  });

  it('is not given for a job that is past its deadline', async () => {
    const { job, claims, sample } = await activeJob();

    expect(await claims.claim(sample, mine, job.deadlineAtMillis)).toEqual({ outcome: 'not-wanted' });
  });

  it('is not given for a job that does not exist', async () => {
    const { claims } = await activeJob();

    expect(await claims.claim({ jobId: 'job_nobody', sampleIndex: 0 }, mine, now)).toEqual({
      outcome: 'not-wanted',
    });
  });
});
