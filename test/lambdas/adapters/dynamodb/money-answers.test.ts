import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerEntries } from '../../../../admin/ledger-entries.ts';
import { Registry } from '../../../../admin/registry.ts';
import { keys } from '../../../../lambdas/adapters/dynamodb/keys.ts';
import { creditAmount } from '../../../../lambdas/domain/credits/amount.ts';
import { costOf } from '../../../../lambdas/domain/credits/cost.ts';
import { UnknownJob } from '../../../../lambdas/domain/jobs/errors.ts';
import type { JobFailure } from '../../../../lambdas/domain/jobs/job-failure.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { exampleJob } from '../../../support/example-job.ts';
import { activeJobOf, moneyOn, now, picture, queuedJobOf } from '../../../support/money.ts';

const failure: JobFailure = { code: 'provider_failed', error: 'The model failed to make this image.' };
let database: TestDatabase;
let teamId: string;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  const registry = new Registry(database.client, tables, new ManualClock());
  teamId = (await registry.createTeam('A', creditAmount.parse(10))).teamId;
});

type Overrides = Parameters<typeof queuedJobOf>[2];
const parts = () => moneyOn(database.client);
const queuedJob = (overrides: Overrides = {}) => queuedJobOf(database.client, teamId, overrides);
const activeJob = (overrides: Overrides = {}) => activeJobOf(database.client, teamId, overrides);

/** In which partition of the index of open jobs it stands. */
async function openAs(jobId: string): Promise<unknown> {
  const get = new GetCommand({ TableName: tables.jobs, Key: keys.job(jobId), ConsistentRead: true });
  return (await database.client.send(get)).Item?.['open'];
}

async function types(): Promise<readonly string[]> {
  const found = await Array.fromAsync(ledgerEntries(database.client, tables.credits, teamId));
  return found.map(({ type }) => type);
}

describe('the cost of a job', () => {
  it('is its unit cost for each sample', () => {
    expect(costOf(creditAmount.parse(3), 4)).toBe(12);
  });
});

describe('a charge', () => {
  it('answers with the job as it stands then', async () => {
    const job = await queuedJob();

    const outcome = await parts().charges.charge(job, now);

    expect(outcome).toEqual({ outcome: 'charged', job: await parts().jobs.find(job.jobId) });
    expect(outcome).toMatchObject({ job: { status: 'active', chargedAtMillis: now } });
  });

  it('may take the last credit', async () => {
    const job = await queuedJob({ sampleCount: 5 });

    expect(await parts().charges.charge(job, now)).toMatchObject({ outcome: 'charged' });
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 0 });
  });

  it('takes nothing above the limit of active jobs, and says what it is', async () => {
    const limit = new UpdateCommand({
      TableName: tables.credits,
      Key: keys.balance(teamId),
      UpdateExpression: 'SET activeJobsLimit = :one',
      ExpressionAttributeValues: { ':one': 1 },
    });
    await database.client.send(limit);
    await activeJob();

    expect(await parts().charges.charge(await queuedJob(), now)).toEqual({
      outcome: 'too-many-active-jobs',
      limit: 1,
    });
    expect(await parts().balances.find(teamId)).toMatchObject({ balance: 8, activeJobs: 1 });
  });

  it('of a team without credits says that it has none', async () => {
    const job = await queuedJob({ teamId: 'team_without' });

    expect(await parts().charges.charge(job, now)).toEqual({
      outcome: 'insufficient-credits',
      required: 2,
      balance: 0,
    });
  });

  it('of a job that was never stored is a fault of ours', async () => {
    const job = exampleJob({ jobId: 'job_nobody', teamId });

    await expect(parts().charges.charge(job, now)).rejects.toThrow(UnknownJob);
  });
});

describe('a completion', () => {
  it('answers with the job as it stands then, and writes no refund when nothing is missing', async () => {
    const job = await activeJob();

    const outcome = await parts().completions.complete(
      { jobId: job.jobId, images: [picture(0)], lost: [] },
      now,
    );

    expect(outcome).toEqual({ outcome: 'settled', job: await parts().jobs.find(job.jobId) });
    expect(await types()).toEqual(['charge', 'grant']);
    expect(await parts().balances.find(teamId)).toMatchObject({
      byModel: [{ model: 'sandbox', jobs: 1, images: 1, credits: 2 }],
    });
  });

  it('counts for its model only the credits that were kept', async () => {
    const job = await activeJob({ sampleCount: 3 });

    await parts().completions.complete({ jobId: job.jobId, images: [picture(2)], lost: [] }, now);

    expect(await types()).toEqual(['refund', 'charge', 'grant']);
    expect(await parts().balances.find(teamId)).toMatchObject({
      balance: 8,
      byModel: [{ model: 'sandbox', jobs: 1, images: 1, credits: 2 }],
    });
  });

  it('never dates a picture before one that stands before it in the library', async () => {
    const [first, second] = [await activeJob(), await activeJob()];
    await parts().completions.complete({ jobId: first.jobId, images: [picture(0)], lost: [] }, now + 5000);
    await parts().completions.complete({ jobId: second.jobId, images: [picture(0)], lost: [] }, now);

    const { images } = await parts().library.page({ teamId, start: { newer: 0 }, limit: 20 });
    expect(images.map(({ createdAtMillis }) => createdAtMillis)).toEqual([now + 5000, now + 5000]);
  });

  it.each([
    ['leaves the open jobs when it has all its pictures', { sampleCount: 1 }, undefined, undefined],
    ['goes to the leftovers when it lacks one', { sampleCount: 2 }, 'leftovers', 'leftovers'],
    ['stays open until its pictures are published', { sampleCount: 1, isPublic: true }, 'job', undefined],
    [
      'stays open until its pictures are published, also when it lacks one',
      { sampleCount: 2, isPublic: true },
      'job',
      'leftovers',
    ],
  ])('%s', async (_, asked, before, after) => {
    const job = await activeJob(asked);

    await parts().completions.complete({ jobId: job.jobId, images: [picture(0)], lost: [] }, now);
    expect(await openAs(job.jobId)).toBe(before);
    const completed = await parts().jobs.find(job.jobId);
    if (completed?.isPublic) await parts().gallery.publish(completed);
    expect(await openAs(job.jobId)).toBe(after);
  });

  it('of a job that was never stored is a fault of ours', async () => {
    const completion = { jobId: 'job_nobody', images: [picture(0)], lost: [] };

    await expect(parts().completions.complete(completion, now)).rejects.toThrow(UnknownJob);
  });
});

describe('a refund', () => {
  it('answers with the job as it stands then, counts nothing for its model, and leaves leftovers', async () => {
    const job = await activeJob({ sampleCount: 2 });

    const outcome = await parts().refunds.refund(job.jobId, failure, [], now);

    expect(outcome).toEqual({ outcome: 'settled', job: await parts().jobs.find(job.jobId) });
    expect(outcome).toMatchObject({ job: { status: 'failed', refunded: 4, endedAtMillis: now } });
    expect(await types()).toEqual(['refund', 'charge', 'grant']);
    expect(await parts().balances.find(teamId)).toMatchObject({
      balance: 10,
      byModel: [{ model: 'sandbox', jobs: 1, images: 0, credits: 0 }],
    });
    expect(await openAs(job.jobId)).toBe('leftovers');
  });

  it('of a job that was never stored is a fault of ours', async () => {
    await expect(parts().refunds.refund('job_nobody', failure, [], now)).rejects.toThrow(UnknownJob);
  });
});

describe('the leftovers of jobs', () => {
  it('are listed once their deadline lies before the given moment, and closed once', async () => {
    const { openJobs, refunds } = parts();
    const job = await activeJob();
    await refunds.refund(job.jobId, failure, [], now);
    const listed = async (beforeMillis: number) => {
      const found = await Array.fromAsync(openJobs.listLeftovers(beforeMillis));
      return found.some(({ jobId }) => jobId === job.jobId);
    };

    expect(await listed(job.deadlineAtMillis)).toBe(false);
    expect(await listed(job.deadlineAtMillis + 1)).toBe(true);
    await openJobs.close(job.jobId);
    await openJobs.close(job.jobId);
    expect(await listed(job.deadlineAtMillis + 1)).toBe(false);
  });

  it('do not close a job that is open', async () => {
    const job = await activeJob();

    await parts().openJobs.close(job.jobId);

    expect(await openAs(job.jobId)).toBe('job');
  });
});
