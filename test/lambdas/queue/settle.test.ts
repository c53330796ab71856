import { describe, expect, it } from 'vitest';
import { UnreadableImage } from '../../../lambdas/domain/generation/errors.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { settling } from '../../support/settling.ts';

describe('the log of settling', () => {
  it('says how the job ended, and where its credits went', async () => {
    const { settle, charge, log } = await settling([0]);
    await charge();
    await settle('job_1');

    expect(log.lines).toMatchObject([
      {
        code: 'JOB_SETTLED',
        ids: { teamId: 'team_a' },
        details: { jobStatus: 'completed', images: 1, creditsKept: 2, creditsRefunded: 4 },
      },
    ]);
  });

  it('says of a job that was never charged that nothing was kept, nor given back', async () => {
    const { settle, log } = await settling();
    await settle('job_1');

    expect(log.lines).toMatchObject([
      { code: 'JOB_SETTLED', details: { jobStatus: 'failed', creditsKept: 0, creditsRefunded: 0 } },
    ]);
  });
});

describe('settling', () => {
  it('gives a paid job its credits back when nothing of it is staged', async () => {
    const { store, settle, charge, published } = await settling();
    await charge();

    await settle('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'failed', refunded: 6 });
    expect(store.balance).toBe(100);
    expect(published).toEqual([]);
  });

  it('completes a paid job with what is staged, under its own keys, and gives back the rest', async () => {
    const { store, settle, charge, published, stored } = await settling([0, 2]);
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
    const { store, settle, charge } = await settling([0, 1], async ({ originalKey }) => {
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
    const { store, settle, charge } = await settling([0], () =>
      Promise.reject(new StoreUnavailable('store')),
    );
    await charge();

    await expect(settle('job_1')).rejects.toThrow(StoreUnavailable);

    expect(await store.find('job_1')).toMatchObject({ status: 'active' });
    expect(store.balance).toBe(94);
  });

  it('changes nothing when it is asked twice', async () => {
    const { store, settle, charge } = await settling([0]);
    await charge();

    await settle('job_1');
    const once = { job: await store.find('job_1'), balance: store.balance };
    await settle('job_1');

    expect({ job: await store.find('job_1'), balance: store.balance }).toEqual(once);
  });

  it('ends an unpaid job without moving money', async () => {
    const { store, settle } = await settling([0]);

    await settle('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'failed', refunded: 0 });
    expect(store.balance).toBe(100);
  });

  it('leaves the money and pictures of a completed job alone, and publishes them', async () => {
    const { store, settle, charge, clock, stored, published } = await settling([0, 1, 2]);
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
    const failed = await settling();
    await failed.charge();
    await failed.settle('job_1');
    await failed.settle('job_1');
    expect(failed.published).toEqual([]);

    const secret = await settling([0, 1, 2], undefined, undefined, { isPublic: false });
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
    const { store, job, settle, charge, clock, removed, closed } = await settling();
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
    const { job, settle, charge, clock, closed } = await settling([], undefined, () =>
      Promise.reject(new StoreUnavailable('remove a picture')),
    );
    await charge();
    await settle('job_1');
    clock.advance(job.deadlineAtMillis + 15 * 60_000 - clock.nowMillis());

    await expect(settle('job_1')).rejects.toThrow(StoreUnavailable);
    expect(closed).toEqual([]);
  });

  it('knows nothing of a job that does not exist, and that is no failure', async () => {
    const { settle } = await settling();

    await expect(settle('job_2')).resolves.toBeUndefined();
  });
});
