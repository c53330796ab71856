import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { generationApi } from '../../support/generation-api.ts';

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
