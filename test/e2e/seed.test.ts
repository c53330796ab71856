import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aspectRatios } from '../../lambdas/domain/generation/aspect-ratio.ts';
import { type ApiClient, apiClient, completed, queued, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180', DARKROOM_SANDBOX_SLOW_SECONDS: '3' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const image = z.object({ data: z.record(z.string(), z.unknown()) });
const page = z.object({
  data: z.object({ images: z.array(z.looseObject({ userPrompt: z.string() })), total: z.int() }),
});

async function libraryOf(query: string) {
  const { images, total } = page.parse((await api.get(`/v0/images/library?${query}`)).body).data;
  return { prompts: images.map(({ userPrompt }) => userPrompt), total };
}

describe('a body of the seed', () => {
  it.each(aspectRatios)('makes a picture of the ratio %s', async (aspectRatio) => {
    const [across = 1, down = 1] = aspectRatio.split(':').map(Number);

    const { data } = completed.parse(
      (await api.generate({ prompt: 'x', resolution: 'low', aspectRatio })).body,
    );

    const { width = 0, height = 1 } = data.data[0] ?? {};
    expect(Math.abs(width / height / (across / down) - 1)).toBeLessThan(0.01);
  });

  it('of a prompt alone makes one square picture of the standard resolution, in the library and not in public', async () => {
    const { data } = completed.parse((await api.generate({ prompt: 'alone' })).body);

    expect(data.data).toHaveLength(1);
    expect(image.parse((await api.get(`/v0/images/library/${data.data[0]?.id}`)).body).data).toMatchObject({
      aspectRatio: '1:1',
      resolution: 'standard',
      isPublic: false,
      modelVersion: 'sandbox',
    });
  });

  it.each([
    ['low', 1],
    ['standard', 1],
    ['high', 2],
    ['4k', 4],
  ])('costs for the resolution %s %i credits a picture', async (resolution, cost) => {
    const before = await api.balance();

    const { data } = completed.parse(
      (await api.generate({ prompt: 'x', aspectRatio: '1:1', sampleCount: 2, resolution })).body,
    );

    expect(data.usage.credits).toBe(2 * cost);
    expect(await api.balance()).toBe(before - 2 * cost);
  });

  it('is charged before its pictures are made', async () => {
    const before = await api.balance();

    const { data } = queued.parse(
      (await api.generate({ prompt: 'x', modelVersion: 'sandbox-slow', resolution: 'high' }, '?async=1'))
        .body,
    );
    const statuses = new Set([data.status]);
    let balance = before;
    while (balance === before) {
      balance = await api.balance();
      statuses.add(queued.parse((await api.get(`/v0/images/generations/${data.id}`)).body).data.status);
    }

    expect(balance).toBe(before - 2);
    expect([...statuses]).not.toContain('completed');
    expect((await untilEnded(api, data.id)).body).toMatchObject({
      data: {
        id: data.id,
        status: 'completed',
        created: data.created,
        model: 'sandbox-slow',
        usage: { credits: 2 },
      },
    });
  });

  it.each(['refImageBase64', 'refImageUrls', 'refImageUploads'])('takes at most five %s', async (field) => {
    const one =
      { refImageBase64: { mimeType: 'image/png', data: 'AAAA' } }[field] ?? 'https://example.com/a.png';

    const answer = await api.generate({ prompt: 'x', [field]: Array(6).fill(one) });

    expect(answer.body).toMatchObject({ code: 'invalid_request', issues: [{ path: field }] });
  });
});

describe('the library of the seed', () => {
  it('is paged, searched by a part of the prompt in any script, and empty past its end', async () => {
    for (const prompt of ['page one', 'page two ภาพถ่ายรองเท้าวิ่ง', 'page three']) {
      await api.generate({ prompt, resolution: 'low' });
    }

    expect(await libraryOf('search=PAGE&limit=2')).toEqual({
      prompts: ['page three', 'page two ภาพถ่ายรองเท้าวิ่ง'],
      total: 3,
    });
    expect(await libraryOf('search=page&limit=2&page=2')).toEqual({ prompts: ['page one'], total: 3 });
    expect(await libraryOf('search=page&limit=2&page=3')).toEqual({ prompts: [], total: 3 });
    expect(await libraryOf(`search=${encodeURIComponent('รองเท้า')}`)).toMatchObject({ total: 1 });
  });
});
