import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ApiClient, apiClient } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { putModel } from './put-model.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
  await putModel(laptop, {
    id: 'narrow',
    aspectRatios: ['1:1'],
    resolutions: ['low'],
    credits: { low: 7 },
    maxSampleCount: 2,
  });
  await putModel(laptop, { id: 'retired', shutdownAt: '2026-06-25', replacement: 'sandbox' });
  await putModel(laptop, { id: 'unhurried', mode: 'async' });
});
afterAll(() => laptop.stop());

const low = { prompt: 'a lake', resolution: 'low' };

describe('the catalogue', () => {
  it('shows models as operators put them, and charges their price', async () => {
    const { body } = await api.get('/v0/models');
    const listed = z
      .object({ models: z.array(z.looseObject({ id: z.string() })) })
      .parse(body['data']).models;
    const before = await api.balance();

    await api.generate({ ...low, modelVersion: 'narrow' });

    expect(listed.find(({ id }) => id === 'narrow')).toMatchObject({
      available: true,
      credits: { low: 7 },
      maxSampleCount: 2,
    });
    expect(listed.find(({ id }) => id === 'retired')).toMatchObject({
      available: false,
      replacement: 'sandbox',
    });
    expect(await api.balance()).toBe(before - 7);
  });

  it('answers a model that is async at once, unless the caller says to wait', async () => {
    const body = { ...low, modelVersion: 'unhurried' };

    const atOnce = await api.generate(body);
    const waited = await api.send('POST', '/v0/images/generations', body, { prefer: 'wait=60' });

    expect(atOnce.body).toMatchObject({ data: { status: expect.stringMatching(/queued|active/) } });
    expect(atOnce.headers.get('location')).toMatch(/^\/v0\/images\/generations\/job_/);
    expect(waited.body).toMatchObject({ data: { status: 'completed' } });
  });

  it.each([
    ['below zero', { credits: { low: -1 } }],
    ['in fractions', { credits: { low: 0.5 } }],
    ['in words', { credits: { low: 'two' } }],
    ['beyond measure', { credits: { low: 1e300 } }],
    ['nowhere', { credits: {} }],
  ])('takes no price %s', async (_, changes) => {
    const put = putModel(laptop, { id: 'nonsense', resolutions: ['low'], ...changes });

    await expect(put).rejects.toThrow(/credits/);
  });
});
