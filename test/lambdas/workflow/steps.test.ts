import { describe, expect, it } from 'vitest';
import { ChargeRefused, NoImageArrived, UnknownJob } from '../../../lambdas/domain/jobs/errors.ts';
import { charge } from '../../../lambdas/workflow/charge/step.ts';
import { complete } from '../../../lambdas/workflow/complete/step.ts';
import { drawnPayload, refundPayload } from '../../../lambdas/workflow/payloads.ts';
import { refund } from '../../../lambdas/workflow/refund/step.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { exampleJob, exampleParams } from '../../support/example-job.ts';

async function arrange({ balance = 100, sampleCount = 2 } = {}) {
  const clock = new ManualClock();
  const store = new FakeLedgerStore(balance);
  const job = exampleJob({ jobId: 'job_1', sampleCount });
  await store.accept(job, exampleParams);
  const published: string[] = [];
  const dependencies = {
    jobs: store,
    ledger: store,
    clock,
    queueUrls: { sandbox: 'queue' },
    generateTimeoutSeconds: 60,
    gallery: { publish: async ({ jobId }: { jobId: string }) => void published.push(jobId) },
  };
  const charged = () => charge(dependencies)({ jobId: 'job_1', teamId: 'team_a' });
  return { store, dependencies, charged, published };
}

const stored = (sampleIndex: number) => ({
  sampleIndex,
  stored: {
    width: 64,
    height: 64,
    bytes: 9,
    model: null,
    drawnAspectRatio: null,
    costMicroUsd: null,
    original: null,
  },
});
const lost = (sampleIndex: number, name = 'ModelFailed', cause = '') => ({
  sampleIndex,
  lost: { Error: name, Cause: cause },
});

describe('Charge', () => {
  it('hands on what every sample needs, and no prompt', async () => {
    const { charged } = await arrange();

    expect(await charged()).toEqual({
      jobId: 'job_1',
      teamId: 'team_a',
      queueUrl: 'queue',
      fallbackQueueUrl: 'queue',
      messageGroupId: 'team_a',
      generateTimeoutSeconds: 60,
      samples: [
        {
          sampleIndex: 0,
          storageKey: 'generated/team-handle/job_1-0.webp',
          thumbnailKey: 'thumbnails/team-handle/job_1-0.webp',
          aspectRatio: '16:9',
        },
        {
          sampleIndex: 1,
          storageKey: 'generated/team-handle/job_1-1.webp',
          thumbnailKey: 'thumbnails/team-handle/job_1-1.webp',
          aspectRatio: '16:9',
        },
      ],
    });
  });

  it('that is repeated charges once and hands on the same', async () => {
    const { charged, store } = await arrange();

    expect(await charged()).toEqual(await charged());
    expect(store.balance).toBe(96);
  });

  it('of a team without credits fails the job and says why, each time it is repeated', async () => {
    const { charged, store } = await arrange({ balance: 3 });

    await expect(charged()).rejects.toThrow(ChargeRefused);
    await expect(charged()).rejects.toThrow(ChargeRefused);
    expect(store.balance).toBe(3);
    expect(await store.find('job_1')).toMatchObject({
      status: 'failed',
      failure: { code: 'insufficient_credits', shortfall: { required: 4, balance: 3 } },
    });
  });

  it('of a job that nobody accepted throws', async () => {
    const { dependencies } = await arrange();

    await expect(charge(dependencies)({ jobId: 'job_2', teamId: 'team_a' })).rejects.toThrow(UnknownJob);
  });
});

describe('Complete', () => {
  it('keeps what arrived and pays back the rest', async () => {
    const { charged, dependencies, store } = await arrange();
    const payload = { ...(await charged()), outcomes: [lost(1), stored(0)] };

    await complete(dependencies)(drawnPayload.parse(payload));

    expect(await store.find('job_1')).toMatchObject({
      status: 'completed',
      images: [{ sampleIndex: 0 }],
      lost: [{ sampleIndex: 1, code: 'provider_failed' }],
      refunded: 2,
    });
    expect(store.balance).toBe(98);
  });

  it('refuses to complete a job without an image', async () => {
    const { charged, dependencies, store } = await arrange();
    const payload = { ...(await charged()), outcomes: [lost(0), lost(1)] };

    await expect(complete(dependencies)(drawnPayload.parse(payload))).rejects.toThrow(NoImageArrived);
    expect(await store.find('job_1')).toMatchObject({ status: 'active' });
  });
});

describe('Refund', () => {
  it.each([
    ['ModelRefused', '{"stage":"output","reason":"violence"}', 'content_blocked'],
    ['ModelBusy', '', 'provider_failed'],
    ['States.Timeout', '', 'provider_failed'],
    ['UnreadableImage', '', 'provider_failed'],
  ])('of samples lost to %s gives everything back and says %s → %s', async (name, cause, code) => {
    const { charged, dependencies, store } = await arrange();
    const outcomes = [lost(0, name, cause), lost(1, name, cause)];
    const payload = { ...(await charged()), outcomes, failure: { Error: 'NoImageArrived', Cause: '' } };

    await refund(dependencies)(refundPayload.parse(payload));

    expect(await store.find('job_1')).toMatchObject({ status: 'failed', refunded: 4, failure: { code } });
    expect(store.balance).toBe(100);
  });

  it('does not take a completed job back', async () => {
    const { charged, dependencies, store } = await arrange();
    const payload = { ...(await charged()), outcomes: [stored(0), stored(1)] };
    await complete(dependencies)(drawnPayload.parse(payload));

    await refund(dependencies)(refundPayload.parse({ ...payload, failure: { Error: 'States.Timeout' } }));

    expect(await store.find('job_1')).toMatchObject({ status: 'completed', refunded: 0 });
    expect(store.balance).toBe(96);
  });

  it('takes only what was charged: an uncharged payload does not parse', () => {
    const queued = { jobId: 'job_1', teamId: 'team_a', failure: { Error: 'States.Timeout' } };

    expect(refundPayload.safeParse(queued).success).toBe(false);
  });
});
