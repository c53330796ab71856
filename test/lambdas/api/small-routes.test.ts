import { describe, expect, it } from 'vitest';
import { getHealth } from '../../../lambdas/api/get-health/endpoint.ts';
import { getUsage } from '../../../lambdas/api/get-usage/endpoint.ts';
import { noRoute } from '../../../lambdas/api/no-route/endpoint.ts';
import { FakeBalances } from '../../fakes/balances.ts';
import { FakeKeyDirectory } from '../../fakes/key-directory.ts';
import { FakeRequestLimits } from '../../fakes/request-limits.ts';
import { call } from '../../support/api-call.ts';

const limits = new FakeRequestLimits();

describe('the usage of a team', () => {
  it('is its balance, what it spent, and on what', async () => {
    const keys = new FakeKeyDirectory();
    const balances = new FakeBalances();
    const byModel = [{ model: 'sandbox', jobs: 3, images: 5, credits: 9 }];
    balances.set('team_a', { balance: 91, charged: 12, refunded: 3, activeJobs: 1, byModel });

    const { body } = await call(getUsage({ access: { keys, limits }, balances }), {
      apiKey: keys.issue('team_a'),
    });

    expect(body).toEqual({
      data: {
        balance: 91,
        charged: 12,
        refunded: 3,
        spent: 9,
        activeJobs: 1,
        byModel,
        since: '2026-11-01T08:00:00.000Z',
      },
    });
  });

  it('is for those with a key', async () => {
    const endpoint = getUsage({
      access: { keys: new FakeKeyDirectory(), limits },
      balances: new FakeBalances(),
    });

    expect((await call(endpoint, {})).status).toBe(401);
  });

  it('is a fault of ours when it is missing', async () => {
    const keys = new FakeKeyDirectory();
    const endpoint = getUsage({ access: { keys, limits }, balances: { find: async () => undefined } });

    expect(await call(endpoint, { apiKey: keys.issue('team_a') })).toMatchObject({
      status: 500,
      body: { code: 'internal_error' },
    });
  });
});

describe('the health', () => {
  it('is told without a key', async () => {
    expect(await call(getHealth(), {})).toMatchObject({ status: 200, body: { data: { status: 'ok' } } });
  });
});

describe('an address without a route', () => {
  const endpoint = noRoute({ '/v0/usage': ['GET'], '/v0/images/generations': ['GET', 'POST'] });

  it.each(['/', '/{proxy+}'])('is not found, whoever asks: %s', async (resource) => {
    const answer = await call(endpoint, { resource });

    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      error: expect.any(String),
      code: 'not_found',
      requestId: 'request-1',
    });
  });

  it('names the methods that it has, when it is asked by another', async () => {
    const answer = await call(endpoint, { resource: '/v0/images/generations', method: 'DELETE' });

    expect(answer.status).toBe(405);
    expect(answer.headers['Allow']).toBe('GET, POST');
    expect(answer.body).toMatchObject({ code: 'method_not_allowed' });
  });
});
