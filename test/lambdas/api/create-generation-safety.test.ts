import { describe, expect, it } from 'vitest';
import { sandboxModels } from '../../../lambdas/domain/generation/catalogue/sandbox-models.ts';
import { fixedCatalogue } from '../../../lambdas/domain/generation/fixed-catalogue.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { completing, generationApi } from '../../support/generation-api.ts';

describe('a request that could be charged twice', () => {
  it('is not refused when the store took its job but lost the answer: the sweeper would start it', async () => {
    const { post } = generationApi(undefined, {
      jobs: new (class extends FakeLedgerStore {
        override async accept(...job: Parameters<FakeLedgerStore['accept']>): Promise<never> {
          await super.accept(...job);
          throw new StoreUnavailable('accept a job');
        }
      })(),
    });

    expect((await post({ prompt: 'x' }, { query: { async: '1' } })).status).toBe(200);
  });

  it('is told to come back when the store took nothing', async () => {
    const { post } = generationApi(undefined, {
      jobs: {
        accept: () => Promise.reject(new StoreUnavailable('accept a job')),
        find: async () => undefined,
        findOnce: async () => undefined,
      },
    });

    expect((await post({ prompt: 'x' }, { query: { async: '1' } })).status).toBe(503);
  });
});

describe('a request whose job was accepted', () => {
  const away = () => Promise.reject(new StoreUnavailable('read'));

  it('is told of the job when nobody can say whether the store took it, and not to ask again', async () => {
    const { post } = generationApi(undefined, {
      jobs: { accept: away, find: away, findOnce: async () => undefined },
    });

    const answer = await post({ prompt: 'x' });

    expect(answer.status).toBe(500);
    expect(answer.headers['X-Should-Retry']).toBe('false');
    expect(answer.body).toMatchObject({ code: 'internal_error', jobId: expect.stringMatching(/^job_/) });
  });

  it('is told to ask again when it has a key, for that finds out and makes no second job', async () => {
    const { post } = generationApi(undefined, {
      jobs: { accept: away, find: away, findOnce: async () => undefined },
    });

    const answer = await post({ prompt: 'x' }, { headers: { 'idempotency-key': 'k' } });

    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({ 'Retry-After': '5' });
    expect(answer.headers).not.toHaveProperty('X-Should-Retry');
  });

  it('is answered when the catalogue cannot be read any more', async () => {
    const catalogue = fixedCatalogue(sandboxModels);
    let reads = 0;
    const { post } = generationApi(completing(), {
      catalogue: { ...catalogue, find: (name) => (++reads > 1 ? away() : catalogue.find(name)) },
    });

    expect(await post({ prompt: 'x' })).toMatchObject({
      status: 200,
      body: { data: { status: 'completed' } },
    });
  });

  it('is told where its pictures are when their bytes cannot be read, and not to ask again', async () => {
    const { post } = generationApi(completing(), { pictures: { open: away } });

    const answer = await post({ prompt: 'x' }, { query: { response_format: 'b64_json' } });

    expect(answer.status).toBe(500);
    expect(answer.headers['X-Should-Retry']).toBe('false');
    expect(answer.body).toMatchObject({
      jobId: expect.stringMatching(/^job_/),
      error: expect.stringContaining('GET /v0/'),
    });
  });

  it('is answered with the job as it was when its own wait ends in a read that fails', async () => {
    class Flaky extends FakeLedgerStore {
      override find = away;
    }
    const { post } = generationApi(undefined, { jobs: new Flaky() });

    const answer = await post({ prompt: 'x' }, { headers: { prefer: 'wait=1' } });

    expect(answer).toMatchObject({ status: 200, body: { data: { status: 'queued' } } });
  });

  it('keeps its headers over a 504: that it was a replay, and that the name of the model ends', async () => {
    const { post } = generationApi();
    const headers = { 'idempotency-key': 'k' };
    const body = { prompt: 'x', modelVersion: 'sandbox-preview' };
    await post(body, { headers, query: { async: '1' } });

    const answer = await post(body, { headers });

    expect(answer.status).toBe(504);
    expect(answer.headers).toMatchObject({
      'Idempotency-Replayed': 'true',
      Deprecation: expect.any(String),
      Sunset: expect.any(String),
      'X-Should-Retry': 'false',
    });
  });
});

describe('a request', () => {
  it('with text that is no Unicode is malformed', async () => {
    const { post } = generationApi();

    const answer = await post('{"prompt":"x \\ud800 y"}');

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      issues: [{ path: 'prompt', message: 'Must be well-formed Unicode.' }],
    });
  });

  it('that names an empty model names none', async () => {
    const { post } = generationApi();

    const answer = await post({ prompt: 'x', modelVersion: '' }, { query: { async: '1' } });

    expect(answer.body).toMatchObject({ data: { model: 'sandbox' } });
  });

  it('learns where its job is, under the address that it used', async () => {
    const { post } = generationApi();

    const answer = await post({ prompt: 'x' }, { query: { async: '1' }, path: '/api/v0/images/generations' });

    expect(answer.headers['Location']).toMatch(/^\/api\/v0\/images\/generations\/job_/);
  });
});
