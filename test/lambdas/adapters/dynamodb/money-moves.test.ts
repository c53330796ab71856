import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerEntries } from '../../../../admin/ledger-entries.ts';
import { DynamoOpenJobs } from '../../../../lambdas/adapters/dynamodb/open-jobs.ts';
import { creditAmount } from '../../../../lambdas/domain/credits/amount.ts';
import type { JobFailure } from '../../../../lambdas/domain/jobs/job-failure.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { activeJobOf, moneyOn, now, picture, queuedJobOf } from '../../../support/money.ts';

const failure: JobFailure = { code: 'provider_failed', error: 'The model failed to make this image.' };

let database: TestDatabase;
let teamId: string;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

type Overrides = Parameters<typeof queuedJobOf>[2];
const parts = () => moneyOn(database.client);
const queuedJob = (overrides: Overrides = {}) => queuedJobOf(database.client, teamId, overrides);
const activeJob = (overrides: Overrides = {}) => activeJobOf(database.client, teamId, overrides);

async function ledger() {
  const entries = [];
  for await (const { type, amount } of ledgerEntries(database.client, tables.credits, teamId))
    entries.push({ type, amount });
  return entries;
}

beforeEach(async () => {
  teamId = (await parts().registry.createTeam('A', creditAmount.parse(10))).teamId;
});

describe('a charge', () => {
  it('takes the cost once, makes the job active and writes one ledger entry', async () => {
    const job = await queuedJob({ sampleCount: 3 });

    const outcome = await parts().charges.charge(job, now);

    expect(outcome.outcome).toBe('charged');
    expect(await parts().jobs.find(job.jobId)).toMatchObject({ status: 'active', chargedAtMillis: now });
    expect(await parts().balances.find(teamId)).toMatchObject({
      balance: 4,
      charged: 6,
      refunded: 0,
      activeJobs: 1,
    });
    expect(await ledger()).toEqual([
      { type: 'charge', amount: -6 },
      { type: 'grant', amount: 10 },
    ]);
  });

  it('that is repeated takes nothing more', async () => {
    const job = await queuedJob();
    await parts().charges.charge(job, now);

    const repeated = await parts().charges.charge(job, now + 1);

    expect(repeated).toMatchObject({
      outcome: 'job-moved-on',
      job: { status: 'active', chargedAtMillis: now },
    });
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 8, activeJobs: 1 });
  });

  it('above the balance takes nothing and says what is missing', async () => {
    const job = await queuedJob({ sampleCount: 6 });

    const outcome = await parts().charges.charge(job, now);

    expect(outcome).toEqual({ outcome: 'insufficient-credits', required: 12, balance: 10 });
    expect(await parts().jobs.find(job.jobId)).toMatchObject({ status: 'queued' });
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 10, activeJobs: 0 });
  });

  it('of many jobs at once never goes below zero', async () => {
    const jobs = await Promise.all(Array.from({ length: 12 }, () => queuedJob()));

    const outcomes = await Promise.all(jobs.map((job) => parts().charges.charge(job, now)));

    expect(outcomes.filter(({ outcome }) => outcome === 'charged')).toHaveLength(5);
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 0, activeJobs: 5 });
  });
});

describe('a completion', () => {
  it('puts every image into the library once and frees the place of the job', async () => {
    const job = await activeJob({ sampleCount: 2 });

    await parts().completions.complete({ jobId: job.jobId, images: [picture(1), picture(0)], lost: [] }, now);
    await parts().completions.complete(
      { jobId: job.jobId, images: [picture(0), picture(1)], lost: [] },
      now + 1,
    );

    const page = await parts().library.page({ teamId, start: { newer: 0 }, limit: 20 });
    expect(page.total).toBe(2);
    expect(page.images.map(({ imageId }) => imageId)).toEqual([
      job.samples[1]?.imageId,
      job.samples[0]?.imageId,
    ]);
    expect(await parts().balances.find(teamId)).toMatchObject({
      balance: 6,
      activeJobs: 0,
      byModel: [{ model: 'sandbox', jobs: 1, images: 2, credits: 4 }],
    });
  });

  it('pays back the samples that are missing, in the same move', async () => {
    const job = await activeJob({ sampleCount: 4 });
    const lost = [{ sampleIndex: 2, ...failure }];

    await parts().completions.complete(
      { jobId: job.jobId, images: [picture(0), picture(1), picture(3)], lost },
      now,
    );

    expect(await parts().jobs.find(job.jobId)).toMatchObject({ status: 'completed', refunded: 2, lost });
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 4, charged: 8, refunded: 2 });
    expect(await ledger()).toContainEqual({ type: 'refund', amount: 2 });
  });

  it('after a refund changes nothing: the money is back and no image shows', async () => {
    const job = await activeJob();
    await parts().refunds.refund(job.jobId, failure, [], now);

    const outcome = await parts().completions.complete(
      { jobId: job.jobId, images: [picture(0)], lost: [] },
      now,
    );

    expect(outcome).toMatchObject({ outcome: 'job-moved-on', job: { status: 'failed' } });
    expect(await parts().library.page({ teamId, start: { newer: 0 }, limit: 20 })).toEqual({
      images: [],
      total: 0,
      next: null,
    });
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 10, activeJobs: 0 });
  });

  it('of many jobs of one team at once leaves no gap and no duplicate in the library', async () => {
    await parts().registry.grant(teamId, creditAmount.parse(20), 'more');
    const jobs = await Promise.all(Array.from({ length: 10 }, () => activeJob()));

    await Promise.all(
      jobs.map(({ jobId }) => parts().completions.complete({ jobId, images: [picture(0)], lost: [] }, now)),
    );

    const { images, total } = await parts().library.page({ teamId, start: { newer: 0 }, limit: 20 });
    expect(total).toBe(10);
    expect(new Set(images.map(({ jobId }) => jobId)).size).toBe(10);
  });
});

describe('a refund', () => {
  it('gives the whole cost back once and fails the job', async () => {
    const job = await activeJob({ sampleCount: 3 });

    await parts().refunds.refund(job.jobId, failure, [], now);
    await parts().refunds.refund(job.jobId, failure, [], now + 1);

    expect(await parts().jobs.find(job.jobId)).toMatchObject({ status: 'failed', refunded: 6, failure });
    expect(await parts().balances.find(teamId)).toMatchObject({
      balance: 10,
      charged: 6,
      refunded: 6,
      activeJobs: 0,
    });
  });

  it('of a job that was never charged gives nothing', async () => {
    const job = await queuedJob();

    const outcome = await parts().refunds.refund(job.jobId, failure, [], now);

    expect(outcome).toMatchObject({ outcome: 'job-moved-on', job: { status: 'queued' } });
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 10, refunded: 0 });
  });

  it('that races a completion leaves exactly one of the two', async () => {
    const job = await activeJob();

    await Promise.all([
      parts().refunds.refund(job.jobId, failure, [], now),
      parts().completions.complete({ jobId: job.jobId, images: [picture(0)], lost: [] }, now),
    ]);

    const ended = await parts().jobs.find(job.jobId);
    const { total } = await parts().library.page({ teamId, start: { newer: 0 }, limit: 20 });
    expect(await parts().balances.find(teamId)).toMatchObject(
      ended?.status === 'completed' ? { balance: 8, activeJobs: 0 } : { balance: 10, activeJobs: 0 },
    );
    expect(total).toBe(ended?.status === 'completed' ? 1 : 0);
  });
});

describe('a job that fails before its charge', () => {
  it('moves no money and leaves the index of open jobs', async () => {
    const job = await queuedJob();

    await parts().jobs.failUncharged(job.jobId, failure, now);

    const open = [];
    for await (const { jobId } of new DynamoOpenJobs(database.client, tables.jobs).list()) open.push(jobId);
    expect(open).not.toContain(job.jobId);
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 10 });
  });

  it('cannot fail that way once it has paid', async () => {
    const job = await activeJob();

    expect(await parts().jobs.failUncharged(job.jobId, failure, now)).toMatchObject({ status: 'active' });
  });
});
