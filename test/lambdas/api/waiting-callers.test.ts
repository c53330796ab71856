import { describe, expect, it } from 'vitest';
import { sandboxModels } from '../../../lambdas/domain/generation/catalogue/sandbox-models.ts';
import { fixedCatalogue } from '../../../lambdas/domain/generation/fixed-catalogue.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { FakeSyncWaiters } from '../../fakes/sync-waiters.ts';
import { completing, generationApi } from '../../support/generation-api.ts';

const slow = fixedCatalogue(sandboxModels.map((model) => ({ ...model, mode: 'async' as const })));
const key = { 'idempotency-key': 'k' };
const picture = { mimeType: 'image/png', data: Buffer.from('picture!').toString('base64') };

/** As many wait as may. */
function crowded(...given: Parameters<typeof generationApi>) {
  const api = generationApi(...given);
  api.waiters.limit = 0;
  return api;
}

describe('a call that would wait when as many wait as may', () => {
  it('is refused before anything is stored, started or kept, and told what still works', async () => {
    const log = new RecordedLog();
    const { post, store, runner, references } = crowded(completing());

    const answer = await post({ prompt: 'x', refImageBase64: [picture] }, { log });

    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({ 'Retry-After': '5' });
    expect(answer.headers).not.toHaveProperty('X-Should-Retry');
    expect(answer.body).toMatchObject({ code: 'overloaded', error: expect.stringContaining('?async=true') });
    expect([...store.jobs, ...store.params, ...runner.started, ...references.kept]).toEqual([]);
    expect(log.lines.map(({ code }) => code)).toContain('WAITERS_FULL');
  });

  it.each([
    ['names its own wait', { catalogue: fixedCatalogue(sandboxModels) }],
    ['makes an async model wait', { catalogue: slow }],
  ])('is refused also when it %s', async (_, changes) => {
    const { post } = crowded(completing(), changes);

    expect((await post({ prompt: 'x' }, { headers: { prefer: 'wait=2' } })).status).toBe(503);
  });

  it('does not use its Idempotency-Key up', async () => {
    const { post, waiters } = crowded(completing());

    const refused = await post({ prompt: 'x' }, { headers: key });
    waiters.limit = 1;
    const answered = await post({ prompt: 'x' }, { headers: key });

    expect(refused.status).toBe(503);
    expect(answered.status).toBe(200);
    expect(answered.headers).not.toHaveProperty('Idempotency-Replayed');
  });

  it('is refused also as a replay that would wait, and its job goes on', async () => {
    const { post, store } = crowded();
    await post({ prompt: 'x' }, { headers: key, query: { async: '1' } });

    const answer = await post({ prompt: 'x' }, { headers: key });

    expect(answer).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    expect([...store.jobs.values()]).toMatchObject([{ status: 'queued' }]);
  });
});

describe('when as many wait as may,', () => {
  it.each([
    ['with ?async=true', { query: { async: 'true' } }, {}],
    ['to a model that is async', {}, { catalogue: slow }],
  ])('a call %s is accepted', async (_, request, changes) => {
    const { post, waiters } = crowded(undefined, changes);

    const answer = await post({ prompt: 'x' }, request);

    expect(answer).toMatchObject({ status: 200, body: { data: { status: 'queued' } } });
    expect(waiters.entered).toBe(0);
  });

  it('a replay is answered when its job has ended, or when it does not wait', async () => {
    const { post, waiters } = generationApi(completing());
    await post({ prompt: 'x' }, { headers: key });
    waiters.limit = 0;

    const ended = await post({ prompt: 'x' }, { headers: key });
    const async = await post({ prompt: 'x' }, { headers: key, query: { async: '1' } });

    for (const answer of [ended, async]) {
      expect(answer).toMatchObject({ status: 200, headers: { 'Idempotency-Replayed': 'true' } });
    }
  });

  it.each([
    [400, { prompt: '' }, {}],
    [402, { prompt: 'x' }, { balance: 0 }],
    [429, { prompt: 'x' }, { activeJobs: 100 }],
  ])('what is wrong otherwise is still told: %i', async (status, body, balance) => {
    const { post, balances } = crowded();
    balances.set('team_a', balance);

    expect((await post(body)).status).toBe(status);
  });
});

describe('a call that waits', () => {
  it('is counted from before its job is accepted until it is answered', async () => {
    const seen: number[] = [];
    const { post, waiters } = generationApi(async (...run) => {
      seen.push(waiters.waiting);
      await completing()(...run);
    });

    await post({ prompt: 'x' });

    expect(seen).toEqual([1]);
    expect(waiters.waiting).toBe(0);
  });

  it('is counted once, also when it meets another with its key and waits for the job of that', async () => {
    const store = new (class extends FakeLedgerStore {
      #isFirstLook = true;
      override async findOnce(...look: Parameters<FakeLedgerStore['findOnce']>) {
        if (!this.#isFirstLook) return super.findOnce(...look);
        this.#isFirstLook = false;
        await other.post({ prompt: 'x' }, { headers: key, query: { async: '1' } });
        return undefined;
      }
    })();
    const other = generationApi(undefined, { jobs: store });
    const { post, waiters } = generationApi(undefined, { jobs: store, ids: idsAfter('other') });

    const answer = await post({ prompt: 'x' }, { headers: key });

    expect(answer).toMatchObject({ status: 504, headers: { 'Idempotency-Replayed': 'true' } });
    expect(waiters).toMatchObject({ entered: 1, waiting: 0 });
  });

  it.each([
    ['the wait is over', {}, {}, 504],
    ['its own wait is over', { headers: { prefer: 'wait=1' } }, {}, 200],
    [
      'the wait breaks off',
      {},
      {
        jobs: new (class extends FakeLedgerStore {
          override find = () => Promise.reject(new Error('A broken record.'));
        })(),
      },
      500,
    ],
    [
      'the job is not accepted',
      { headers: key },
      {
        jobs: new (class extends FakeLedgerStore {
          override accept = () => Promise.reject(new StoreUnavailable('accept a job'));
        })(),
      },
      503,
    ],
  ])('gives its place back when %s', async (_, request, changes, status) => {
    const { post, waiters } = generationApi(undefined, changes);

    const answer = await post({ prompt: 'x' }, request);

    expect(answer.status).toBe(status);
    expect(waiters).toMatchObject({ entered: 1, waiting: 0 });
  });

  it('gives its place back when its references are refused', async () => {
    const { post, waiters } = generationApi();
    const page = { mimeType: 'image/png', data: Buffer.from('page').toString('base64') };

    const answer = await post({ prompt: 'x', refImageBase64: [page] });

    expect(answer.status).toBe(400);
    expect(waiters).toMatchObject({ entered: 1, waiting: 0 });
  });

  it.each([
    ['beginning', 'WAITER_NOT_COUNTED', { enter: () => Promise.reject(new StoreUnavailable('count')) }],
    ['end', 'WAITER_NOT_TAKEN_BACK', { leave: () => Promise.reject(new StoreUnavailable('count')) }],
  ])('is answered when the count does not hear of its %s', async (_, code, broken) => {
    const log = new RecordedLog();
    const waiters = Object.assign(new FakeSyncWaiters(), broken);
    const { post } = generationApi(completing(), { waiters });

    const answer = await post({ prompt: 'x' }, { log });

    expect(answer).toMatchObject({ status: 200, body: { data: { status: 'completed' } } });
    expect(log.lines.map((line) => line.code)).toContain(code);
  });
});

/** Ids that no other API of the same test draws. */
function idsAfter(prefix: string) {
  const id = (kind: string) => () => `${kind}_${prefix}`;
  return {
    jobId: id('job'),
    imageId: id('img'),
    presetId: id('preset'),
    uploadId: id('upload'),
    storageRandom: () => prefix,
  };
}
