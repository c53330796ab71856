import { describe, expect, it } from 'vitest';
import { UnreadableImage } from '../../../lambdas/domain/generation/errors.ts';
import type { Publication } from '../../../lambdas/domain/library/image-files.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { settleJob } from '../../../lambdas/queue/settle/settle-job.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { exampleJob, exampleParams } from '../../support/example-job.ts';

/** A job of three pictures at 2 credits each, whose workflow broke after some originals were staged. */
async function arrange(
  stagedIndexes: readonly number[] = [],
  publish: (publication: Publication) => Promise<void> = async () => undefined,
  remove: () => Promise<void> = async () => undefined,
  { isPublic = true } = {},
) {
  const clock = new ManualClock();
  const store = new FakeLedgerStore();
  const job = exampleJob({ jobId: 'job_1', sampleCount: 3, isPublic });
  await store.accept(job, exampleParams);
  const published: string[] = [];
  const stored: Publication[] = [];
  const removed: string[] = [];
  const closed: string[] = [];
  const log = new RecordedLog();
  const settle = settleJob({
    jobs: store,
    ledger: store,
    clock,
    log,
    openJobs: { close: async (jobId) => void closed.push(jobId) },
    pictures: {
      remove: async (storageKey) => {
        await remove();
        removed.push(storageKey);
      },
    },
    gallery: { publish: async ({ jobId }) => void published.push(jobId) },
    originals: {
      find: async (jobId, sampleIndex) =>
        stagedIndexes.includes(sampleIndex)
          ? {
              originalKey: `originals/${jobId}/${sampleIndex}`,
              mimeType: 'image/png',
              model: null,
              drawnAspectRatio: null,
              costMicroUsd: null,
            }
          : undefined,
    },
    files: {
      publish: async (publication) => {
        await publish(publication);
        stored.push(publication);
        return { width: 64, height: 36, bytes: 79, original: null };
      },
    },
  });
  return {
    clock,
    store,
    job,
    settle,
    published,
    stored,
    removed,
    closed,
    log,
    charge: () => store.charge(job, clock.nowMillis()),
  };
}

describe('settling', () => {
  it('gives a paid job its credits back when nothing of it is staged', async () => {
    const { store, settle, charge, published } = await arrange();
    await charge();

    await settle('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'failed', refunded: 6 });
    expect(store.balance).toBe(100);
    expect(published).toEqual([]);
  });

  it('completes a paid job with what is staged, under its own keys, and gives back the rest', async () => {
    const { store, settle, charge, published, stored } = await arrange([0, 2]);
    await charge();

    await settle('job_1');

    const job = await store.find('job_1');
    expect(job).toMatchObject({
      status: 'completed',
      refunded: 2,
      images: [{ sampleIndex: 0 }, { sampleIndex: 2 }],
      lost: [{ sampleIndex: 1, code: 'internal_error' }],
    });
    expect(store.balance).toBe(96);
    expect(published).toEqual(['job_1']);
    expect(stored[0]).toEqual({
      originalKey: 'originals/job_1/0',
      storageKey: 'generated/team-handle/job_1-0.webp',
      thumbnailKey: 'thumbnails/team-handle/job_1-0.webp',
      cropTo: null,
    });
  });

  it('counts a staged original that is no picture as lost', async () => {
    const { store, settle, charge } = await arrange([0, 1], async ({ originalKey }) => {
      if (originalKey.endsWith('/1')) throw new UnreadableImage('The picture is no PNG, JPEG or WebP.');
    });
    await charge();

    await settle('job_1');

    expect(await store.find('job_1')).toMatchObject({
      status: 'completed',
      lost: [{ sampleIndex: 1, code: 'provider_failed' }, { sampleIndex: 2 }],
    });
    expect(store.balance).toBe(98);
  });

  it('pays nothing back while the store is away: the next try may find the pictures', async () => {
    const { store, settle, charge } = await arrange([0], () => Promise.reject(new StoreUnavailable('store')));
    await charge();

    await expect(settle('job_1')).rejects.toThrow(StoreUnavailable);

    expect(await store.find('job_1')).toMatchObject({ status: 'active' });
    expect(store.balance).toBe(94);
  });

  it('changes nothing when it is asked twice', async () => {
    const { store, settle, charge } = await arrange([0]);
    await charge();

    await settle('job_1');
    const once = { job: await store.find('job_1'), balance: store.balance };
    await settle('job_1');

    expect({ job: await store.find('job_1'), balance: store.balance }).toEqual(once);
  });

  it('ends an unpaid job without moving money', async () => {
    const { store, settle } = await arrange([0]);

    await settle('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'failed', refunded: 0 });
    expect(store.balance).toBe(100);
  });

  it('leaves the money and pictures of a completed job alone, and publishes them', async () => {
    const { store, settle, charge, clock, stored, published } = await arrange([0, 1, 2]);
    await charge();
    const images = [
      {
        sampleIndex: 0,
        width: 1,
        height: 1,
        bytes: 1,
        model: null,
        drawnAspectRatio: null,
        costMicroUsd: null,
        original: null,
      },
    ];
    await store.complete({ jobId: 'job_1', images, lost: [] }, clock.nowMillis());

    await settle('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'completed', images });
    expect(stored).toEqual([]);
    // What the workflow may not have done: a repeat of it does no harm.
    expect(published).toEqual(['job_1']);
  });

  it('publishes no pictures of a job that failed, or that keeps them private', async () => {
    const failed = await arrange();
    await failed.charge();
    await failed.settle('job_1');
    await failed.settle('job_1');
    expect(failed.published).toEqual([]);

    const secret = await arrange([0, 1, 2], undefined, undefined, { isPublic: false });
    await secret.charge();
    const images = [
      {
        sampleIndex: 0,
        width: 1,
        height: 1,
        bytes: 1,
        model: null,
        drawnAspectRatio: null,
        costMicroUsd: null,
        original: null,
      },
    ];
    await secret.store.complete({ jobId: 'job_1', images, lost: [] }, secret.clock.nowMillis());
    await secret.settle('job_1');
    expect(secret.published).toEqual([]);
  });

  it('takes away what was stored of the pictures that an ended job lacks, once nobody can store any more', async () => {
    const { store, job, settle, charge, clock, removed, closed } = await arrange();
    await charge();
    const images = [
      {
        sampleIndex: 1,
        width: 1,
        height: 1,
        bytes: 1,
        model: null,
        drawnAspectRatio: null,
        costMicroUsd: null,
        original: null,
      },
    ];
    await store.complete({ jobId: 'job_1', images, lost: [] }, clock.nowMillis());

    clock.advance(job.deadlineAtMillis + 15 * 60_000 - 1 - clock.nowMillis());
    await settle('job_1');
    expect([removed, closed]).toEqual([[], []]);
    clock.advance(1);
    await settle('job_1');

    expect(removed).toEqual([job.samples[0]?.storageKey, job.samples[2]?.storageKey]);
    expect(closed).toEqual(['job_1']);
  });

  it('keeps a job among the leftovers while the store of its pictures is away', async () => {
    const { job, settle, charge, clock, closed } = await arrange([], undefined, () =>
      Promise.reject(new StoreUnavailable('remove a picture')),
    );
    await charge();
    await settle('job_1');
    clock.advance(job.deadlineAtMillis + 15 * 60_000 - clock.nowMillis());

    await expect(settle('job_1')).rejects.toThrow(StoreUnavailable);
    expect(closed).toEqual([]);
  });

  it('knows nothing of a job that does not exist, and that is no failure', async () => {
    const { settle } = await arrange();

    await expect(settle('job_2')).resolves.toBeUndefined();
  });
});
