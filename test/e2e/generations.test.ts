import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed, queued, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

describe('a generation', () => {
  it('answers with a picture of the right size that the CDN serves', async () => {
    const answer = await api.generate({
      prompt: 'a serene mountain lake at sunrise',
      aspectRatio: '16:9',
      resolution: 'low',
    });

    expect(answer.status).toBe(200);
    const { data } = completed.parse(answer.body);
    expect(data.usage.credits).toBe(1);
    const [picture] = data.data;
    const served = await fetch(picture?.url ?? '');
    const { format, width, height } = await sharp(await served.arrayBuffer()).metadata();
    expect(served.headers.get('content-type')).toBe('image/webp');
    expect({ format, width, height }).toEqual({
      format: 'webp',
      width: picture?.width,
      height: picture?.height,
    });
    expect(Math.abs((picture?.width ?? 0) / (picture?.height ?? 1) / (16 / 9) - 1)).toBeLessThan(0.01);
    const thumbnail = await sharp(await (await fetch(picture?.thumbnailUrl ?? '')).arrayBuffer()).metadata();
    expect(Math.max(thumbnail.width, thumbnail.height)).toBe(512);
  });

  it('is charged by resolution and samples, and shows in the library', async () => {
    const before = await api.balance();

    const answer = await api.generate({
      prompt: 'ภาพถ่ายรองเท้าวิ่ง',
      sampleCount: 2,
      resolution: 'high',
      isPublic: true,
    });

    const { data } = completed.parse(answer.body);
    expect(data.usage.credits).toBe(4);
    expect(await api.balance()).toBe(before - 4);
    const found = await api.get(`/v0/images/library?search=${encodeURIComponent('รองเท้า')}`);
    expect(found.body).toMatchObject({ data: { total: 2, page: 1, limit: 20 } });
    const one = await api.get(`/v0/images/library/${data.data[0]?.id}`);
    expect(one.body).toMatchObject({
      data: {
        id: data.data[0]?.id,
        presetId: null,
        prompt: 'ภาพถ่ายรองเท้าวิ่ง',
        userPrompt: 'ภาพถ่ายรองเท้าวิ่ง',
        modelVersion: 'sandbox',
        variables: {},
        sourceType: null,
        isPublic: true,
      },
    });
  });

  it('with ?async=true answers at once and completes later', async () => {
    const answer = await api.generate({ prompt: 'a red fox', resolution: 'low' }, '?async=true');

    expect(answer.status).toBe(200);
    const { data } = queued.parse(answer.body);
    expect(data.status).toBe('queued');
    expect(answer.headers.get('location')).toBe(`/v0/images/generations/${data.id}`);
    completed.parse((await untilEnded(api, data.id)).body);
  });

  it('that is only partly made keeps the part and pays back the rest', async () => {
    const before = await api.balance();

    const answer = await api.generate({
      prompt: 'x',
      modelVersion: 'sandbox-partial',
      sampleCount: 4,
      resolution: 'low',
    });

    const { data } = completed.parse(answer.body);
    expect(data.data).toHaveLength(2);
    expect(data.usage.credits).toBe(2);
    expect(data.failedSamples?.map(({ index, code }) => ({ index, code }))).toEqual([
      { index: 1, code: 'provider_failed' },
      { index: 3, code: 'provider_failed' },
    ]);
    expect(await api.balance()).toBe(before - 2);
  });

  it('survives a model that is busy twice', async () => {
    const answer = await api.generate({ prompt: 'x', modelVersion: 'sandbox-flaky', resolution: 'low' });

    expect(completed.parse(answer.body).data.data).toHaveLength(1);
  });

  it.each([
    ['sandbox-blocked', 422, 'content_blocked'],
    ['sandbox-outage', 502, 'provider_failed'],
  ])('by %s answers %i %s and gives everything back', async (modelVersion, status, code) => {
    const before = await api.balance();

    const answer = await api.generate({ prompt: 'x', modelVersion, resolution: '4k', sampleCount: 2 });

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      code,
      refunded: 8,
      jobId: expect.any(String),
      requestId: expect.any(String),
    });
    expect(answer.headers.get('x-should-retry')).toBe('false');
    expect(await api.balance()).toBe(before);
    const job = await api.get(`/v0/images/generations/${String(answer.body['jobId'])}`);
    expect(job.status).toBe(200);
    expect(job.body).toMatchObject({ data: { status: 'failed', code, refunded: 8, usage: { credits: 0 } } });
  });

  it('of another team cannot be told from one that does not exist', async () => {
    const { apiKey } = await runAdmin(laptop.home, ['team', 'create', '--name', 'Other', '--credits', '5']);
    const { data } = completed.parse((await api.generate({ prompt: 'mine', resolution: 'low' })).body);
    const other = apiClient(laptop.apiUrl, String(apiKey));

    const theirs = await other.get(`/v0/images/generations/${data.id}`);
    const nobodys = await other.get('/v0/images/generations/job_00000000000000000000000000000000');

    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, requestId: '' }).toEqual({ ...nobodys.body, requestId: '' });
    expect((await other.get(`/v0/images/library/${data.data[0]?.id}`)).status).toBe(404);
  });

  it('of 20 clients at once on credits for half of them charges exactly what the team can pay', async () => {
    const { apiKey } = await runAdmin(laptop.home, ['team', 'create', '--name', 'Half', '--credits', '10']);
    const half = apiClient(laptop.apiUrl, String(apiKey));

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        half.generate({ prompt: `picture ${index}`, resolution: 'low' }),
      ),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(10);
    expect(await half.balance()).toBe(0);
  });

  it('lists what was made, newest first', async () => {
    const { body } = await api.get('/v0/images/library?page=1&limit=2');

    const { data } = body as { data: { images: { createdAt: string; url: string }[]; total: number } };
    expect(data.images).toHaveLength(2);
    expect(data.total).toBeGreaterThan(2);
    expect(data.images[0]?.createdAt.localeCompare(data.images[1]?.createdAt ?? '')).not.toBe(-1);
  });

  it('leaves money and pictures that the audit agrees with', async () => {
    expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
  });
});
