import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { flatPicture } from '../support/reference-picture.ts';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { putModel } from './put-model.ts';
import { leavingNothing } from './stored.ts';

let laptop: Laptop;
let api: ApiClient;
let poor: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
  await putModel(laptop, {
    id: 'narrow',
    aspectRatios: ['1:1'],
    resolutions: ['low'],
    credits: { low: 7 },
    maxSampleCount: 2,
    maxReferenceImages: 1,
    maxPromptLength: 20,
  });
  await putModel(laptop, { id: 'retired', shutdownAt: '2026-06-25', replacement: 'sandbox' });
  await putModel(laptop, { id: 'switched-off', isEnabled: false });
  const { apiKey } = await runAdmin(laptop.home, ['team', 'create', '--name', 'Poor', '--credits', '3']);
  poor = apiClient(laptop.apiUrl, String(apiKey));
});
afterAll(() => laptop.stop());

const low = { prompt: 'a lake', resolution: 'low' };
const png = async () => Buffer.from(await flatPicture('#ff0000')).toString('base64');

describe('a request that is refused leaves balance, jobs and buckets alone:', () => {
  const rows: readonly [string, object, number, string, object][] = [
    [
      'a ratio that the model has not',
      { ...low, modelVersion: 'narrow', aspectRatio: '16:9' },
      400,
      'unsupported_aspect_ratio',
      { supported: ['1:1'] },
    ],
    [
      'a resolution that the model has not',
      { prompt: 'x', modelVersion: 'narrow', resolution: '4k' },
      400,
      'unsupported_resolution',
      { supported: ['low'] },
    ],
    [
      'more samples than the model makes',
      { ...low, modelVersion: 'narrow', sampleCount: 3 },
      400,
      'unsupported_sample_count',
      { supported: [1, 2] },
    ],
    [
      'a prompt that is too long for the model',
      { ...low, modelVersion: 'narrow', prompt: 'x'.repeat(21) },
      400,
      'invalid_request',
      {},
    ],
    [
      'a model of nobody',
      { ...low, modelVersion: 'nobody' },
      400,
      'unknown_model',
      { available: expect.arrayContaining(['sandbox', 'narrow']) },
    ],
    ['a preset of nobody', { presetId: 'preset_nobody' }, 400, 'unknown_preset', {}],
    [
      'a missing variable',
      { presetId: 'preset_travel_poster' },
      400,
      'missing_variable',
      { requirements: expect.arrayContaining([expect.objectContaining({ key: 'destination' })]) },
    ],
    [
      'an unknown variable',
      { presetId: 'preset_travel_poster', variables: { destination: 'x', where: 'y' } },
      400,
      'unknown_variable',
      { requirements: expect.any(Array) },
    ],
    [
      'variables without a preset',
      { ...low, variables: { a: 'b' } },
      400,
      'unknown_variable',
      { requirements: [] },
    ],
    [
      'a variable of a wrong type',
      { presetId: 'preset_travel_poster', variables: { destination: 7 } },
      400,
      'invalid_variable',
      { requirements: expect.any(Array) },
    ],
    [
      'a choice that is not offered',
      { presetId: 'preset_travel_poster', variables: { destination: 'x', time_of_day: 'tea' } },
      400,
      'invalid_variable',
      {},
    ],
    [
      'a number out of bounds',
      { presetId: 'preset_travel_poster', variables: { destination: 'x', color_count: 99 } },
      400,
      'invalid_variable',
      {},
    ],
    [
      'constructor as a variable',
      { presetId: 'preset_travel_poster', variables: { destination: 'x', constructor: 'y' } },
      400,
      'unknown_variable',
      {},
    ],
    [
      '10,000 variables',
      {
        presetId: 'preset_travel_poster',
        variables: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key_${index}`, 'x'])),
      },
      400,
      'invalid_request',
      {},
    ],
    [
      'a preset that wants a prompt, without one',
      { presetId: 'preset_storybook' },
      400,
      'invalid_request',
      {},
    ],
    [
      'a retired model',
      { ...low, modelVersion: 'retired' },
      503,
      'model_unavailable',
      { error: expect.stringContaining('sandbox') },
    ],
    ['a model out of service', { ...low, modelVersion: 'switched-off' }, 503, 'model_unavailable', {}],
  ];

  it.each(rows)('%s', async (_, body, status, code, extras) => {
    const answer = await leavingNothing(laptop, api, () => api.generate(body));

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      code,
      error: expect.any(String),
      requestId: expect.any(String),
      ...extras,
    });
    if (status === 503) expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('more references than the model takes', async () => {
    const reference = { mimeType: 'image/png', data: await png() };
    const body = { ...low, modelVersion: 'narrow', refImageBase64: [reference, reference] };

    const answer = await leavingNothing(laptop, api, () => api.generate(body));

    expect(answer.body).toMatchObject({ code: 'unsupported_reference_images', supported: [0, 1] });
  });

  it('__proto__ as a variable, however it is spelled', async () => {
    const body = '{"presetId":"preset_travel_poster","variables":{"destination":"x","__proto__":{"a":1}}}';

    const answer = await leavingNothing(laptop, api, () => api.generate(body));

    expect(answer.status).toBe(400);
  });

  it('too few credits, by the price of the catalogue', async () => {
    const answer = await leavingNothing(laptop, poor, () =>
      poor.generate({ ...low, modelVersion: 'narrow', prompt: 'x' }),
    );

    expect(answer.status).toBe(402);
    expect(answer.body).toMatchObject({ code: 'insufficient_credits', required: 7, balance: 3 });
  });
});

describe('a job that ends badly', () => {
  const failing = async (modelVersion: string) => {
    const before = await api.balance();
    const answer = await api.generate({ ...low, sampleCount: 2, modelVersion }, '?async=true');
    const { data } = z.object({ data: z.object({ id: z.string() }) }).parse(answer.body);
    const ended = await untilEnded(api, data.id);
    expect(await api.balance()).toBe(before);
    return ended;
  };

  it('is refused by its model: 422 while somebody waits, a failed job for whoever asks, and no credits gone', async () => {
    const waited = await api.generate({ ...low, modelVersion: 'sandbox-blocked' });
    const polled = await failing('sandbox-blocked');

    expect(waited.status).toBe(422);
    expect(waited.headers.get('x-should-retry')).toBe('false');
    expect(waited.body).toMatchObject({
      code: 'content_blocked',
      stage: 'input',
      reason: expect.any(String),
      refunded: 1,
    });
    expect(polled).toMatchObject({
      status: 200,
      body: { data: { status: 'failed', code: 'content_blocked', refunded: 2, usage: { credits: 0 } } },
    });
  });

  it('is given up by its provider, and paid back', async () => {
    expect(await failing('sandbox-outage')).toMatchObject({
      status: 200,
      body: { data: { status: 'failed', code: 'provider_failed', refunded: 2, usage: { credits: 0 } } },
    });
  }, 60_000);
});
