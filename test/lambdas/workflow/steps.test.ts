import { describe, expect, it } from 'vitest';
import { ChargeRefused, NoImageArrived, UnknownJob } from '../../../lambdas/domain/jobs/errors.ts';
import { charge } from '../../../lambdas/workflow/charge/step.ts';
import { complete } from '../../../lambdas/workflow/complete/step.ts';
import { drawnPayload, queuedPayload, refundPayload } from '../../../lambdas/workflow/payloads.ts';
import { refund } from '../../../lambdas/workflow/refund/step.ts';
import { workflowStep } from '../../../lambdas/workflow/workflow-step.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { exampleJob, exampleParams } from '../../support/example-job.ts';

const queued = { jobId: 'job_1', teamId: 'team_a', requestId: 'request-1' };

async function arrange({ balance = 100, sampleCount = 2 } = {}) {
  const clock = new ManualClock();
  const store = new FakeLedgerStore(balance);
  const job = exampleJob({ jobId: 'job_1', sampleCount });
  await store.accept(job, exampleParams);
  const published: string[] = [];
  const log = new RecordedLog();
  const dependencies = {
    jobs: store,
    ledger: store,
    clock,
    queueUrls: { sandbox: 'queue' },
    generateTimeoutSeconds: 60,
    log,
    gallery: { publish: async ({ jobId }: { jobId: string }) => void published.push(jobId) },
  };
  const charged = () => charge(dependencies)(queuedPayload.parse(queued));
  return { store, dependencies, charged, published, log };
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
      requestId: 'request-1',
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

    await expect(charge(dependencies)(queuedPayload.parse({ ...queued, jobId: 'job_2' }))).rejects.toThrow(
      UnknownJob,
    );
  });
});

describe('the log of a job', () => {
  it('tells each move of its credits, and what it came to', async () => {
    const { charged, dependencies, log } = await arrange();
    const payload = { ...(await charged()), outcomes: [lost(1), stored(0)] };
    await charged();
    await complete(dependencies)(drawnPayload.parse(payload));

    expect(log.lines.map(({ code, details }) => ({ code, details }))).toEqual([
      { code: 'JOB_CHARGED', details: { credits: 4 } },
      { code: 'JOB_CHARGED_BEFORE', details: { credits: 4 } },
      {
        code: 'JOB_COMPLETED',
        details: {
          model: 'sandbox',
          provider: 'sandbox',
          images: 1,
          creditsKept: 2,
          creditsRefunded: 2,
          lost: [{ sampleIndex: 1, failureCode: 'provider_failed' }],
          millis: 0,
        },
      },
    ]);
  });

  it('tells why all of it went back', async () => {
    const { charged, dependencies, log } = await arrange({ sampleCount: 1 });
    const outcomes = [lost(0, 'ModelRefused', '{"stage":"input","reason":"You asked for: a secret"}')];
    const payload = { ...(await charged()), outcomes };
    await expect(complete(dependencies)(drawnPayload.parse(payload))).rejects.toThrow(NoImageArrived);
    await refund(dependencies)(refundPayload.parse({ ...payload, failure: { Error: 'NoImageArrived' } }));

    expect(log.lines.map(({ code }) => code)).toEqual(['JOB_CHARGED', 'JOB_WITHOUT_IMAGES', 'JOB_REFUNDED']);
    expect(log.lines.at(-1)?.details).toMatchObject({ creditsRefunded: 2, failureCode: 'content_blocked' });
    expect(JSON.stringify(log.lines)).not.toContain('secret');
  });

  it('tells why a job was never charged', async () => {
    const { charged, log } = await arrange({ balance: 3 });

    await expect(charged()).rejects.toThrow(ChargeRefused);

    expect(log.lines).toMatchObject([
      { code: 'JOB_REFUSED', details: { failureCode: 'insufficient_credits' } },
    ]);
  });

  it('has its ids on the very line that says that its input does not parse', async () => {
    const { dependencies, log } = await arrange();
    const run = workflowStep(drawnPayload, complete(dependencies), log);

    await expect(run({ ...queued, samples: 'none' })).rejects.toThrow();

    expect(log.ids).toEqual(queued);
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
    const uncharged = { ...queued, failure: { Error: 'States.Timeout' } };

    expect(refundPayload.safeParse(uncharged).success).toBe(false);
  });
});
