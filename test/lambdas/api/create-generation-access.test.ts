import { describe, expect, it } from 'vitest';
import { fixedCatalogue } from '../../../lambdas/domain/generation/fixed-catalogue.ts';
import { generationApi } from '../../support/generation-api.ts';

describe('a team that may not', () => {
  it.each([
    ['no key', undefined],
    ['another scheme', 'Basic abc'],
    ['a malformed key', 'Bearer hello'],
    ['an unknown key', `Bearer dr_${'A'.repeat(43)}`],
  ])('is refused before its body is looked at: %s', async (_, authorization) => {
    const { post } = generationApi();
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };

    const answer = await post('{', { apiKey: undefined, headers });

    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      error: expect.any(String),
      code: 'unauthorized',
      requestId: 'request-1',
    });
  });

  it('is refused once its key is revoked', async () => {
    const { post, keys, apiKey } = generationApi();
    keys.revoke(apiKey);

    expect((await post({ prompt: 'x' })).status).toBe(401);
  });

  it.each([{}, { query: { async: 'true' } }])('pay is told what is missing: %j', async (request) => {
    const { post, balances, store } = generationApi();
    balances.set('team_a', { balance: 7 });

    const answer = await post({ prompt: 'x', resolution: '4k', sampleCount: 2 }, request);

    expect(answer.status).toBe(402);
    expect(answer.body).toMatchObject({ code: 'insufficient_credits', required: 8, balance: 7 });
    expect(store.jobs.size).toBe(0);
  });

  it('run more jobs is told when to come back', async () => {
    const { post, balances, store } = generationApi();
    balances.set('team_a', { activeJobs: 3, activeJobsLimit: 3 });

    const answer = await post({ prompt: 'x' });

    expect(answer.status).toBe(429);
    expect(answer.headers['Retry-After']).toBe('5');
    expect(answer.body).toMatchObject({ code: 'too_many_active_jobs' });
    expect(store.jobs.size).toBe(0);
  });

  it('use any model is told that there is none by default', async () => {
    const { post } = generationApi(undefined, { catalogue: fixedCatalogue([]) });

    expect(await post({ prompt: 'x' })).toMatchObject({ status: 503, body: { code: 'model_unavailable' } });
  });
});
