import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../lib/api/routes.ts';
import { flatPicture } from '../support/reference-picture.ts';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let owner: ApiClient;
let stranger: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  owner = apiClient(laptop.apiUrl, laptop.apiKey);
  const { apiKey } = await runAdmin(laptop.home, ['team', 'create', '--name', 'Other', '--credits', '100']);
  stranger = apiClient(laptop.apiUrl, String(apiKey));
});
afterAll(() => laptop.stop());

const nobodys = {
  '{jobId}': 'job_00000000000000000000000000000000',
  '{imageId}': 'img_00000000000000000000000000000000',
  '{presetId}': 'preset_00000000000000000000000000000000',
};

async function owned() {
  const { data } = completed.parse(
    (await owner.generate({ prompt: 'mine', resolution: 'low', isPublic: true })).body,
  );
  const preset = await owner.send('POST', '/v0/presets', { name: 'Mine', template: 'mine' });
  return {
    '{jobId}': data.id,
    '{imageId}': String(data.data[0]?.id),
    '{presetId}': z.object({ data: z.object({ id: z.string() }) }).parse(preset.body).data.id,
  };
}

function addressed(path: string, ids: Readonly<Record<string, string>>): string {
  return Object.entries(ids).reduce((text, [name, id]) => text.replace(name, id), path);
}

/** What a client can compare: everything but what differs between any two requests. */
async function seen(method: string, path: string) {
  const bodies: Readonly<Record<string, object>> = {
    PATCH: { isPublic: false },
    PUT: { name: 'Stolen', template: 'stolen' },
  };
  const { status, headers, body } = await stranger.send(method, path, bodies[method]);
  const names = [...headers.keys()].filter((name) => name !== 'ratelimit');
  return { status, names, body: { ...body, requestId: '' } };
}

const withIds = routes.filter(({ path }) => /\{(jobId|imageId|presetId)\}/.test(path));

describe("another team's ids", () => {
  it.each(withIds)('are to $method $path as ids that never were', async ({ method, path }) => {
    const ids = await owned();

    const theirs = await seen(method, addressed(path, ids));
    const never = await seen(method, addressed(path, nobodys));

    expect(theirs).toEqual(never);
    expect(theirs.status).toBe(404);
    expect((await owner.get(`/v0/images/library/${ids['{imageId}']}`)).body).toMatchObject({
      data: { isPublic: true },
    });
    expect((await owner.get(`/v0/presets/${ids['{presetId}']}`)).body).toMatchObject({
      data: { name: 'Mine' },
    });
  });

  it('are in none of its lists', async () => {
    const ids = Object.values(await owned());

    for (const path of ['/v0/images/generations', '/v0/images/library', '/v0/presets']) {
      const text = JSON.stringify((await stranger.get(path)).body);
      for (const id of ids) expect(text).not.toContain(id);
    }
    expect((await stranger.get(`/v0/images/library?presetId=${ids[2]}`)).body).toMatchObject({
      data: { total: 0 },
    });
  });

  it('name no preset and no upload in its requests', async () => {
    const ids = await owned();
    const bytes = await flatPicture('#ff0000');
    const offered = await owner.send('POST', '/v0/uploads', { mimeType: 'image/png', bytes: bytes.length });
    const { uploadId, url, fields } = z
      .object({ uploadId: z.string(), url: z.url(), fields: z.record(z.string(), z.string()) })
      .parse(offered.body['data']);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([bytes]));
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);

    const preset = await stranger.generate({ presetId: ids['{presetId}'] });
    const upload = await stranger.generate({ prompt: 'x', refImageUploads: [uploadId] });
    const ownUpload = await owner.generate({ prompt: 'x', resolution: 'low', refImageUploads: [uploadId] });

    expect(preset.body).toMatchObject({ code: 'unknown_preset' });
    expect(upload.body).toMatchObject({ code: 'reference_not_an_image', index: 0 });
    expect(ownUpload.status).toBe(200);
  });

  it('do not meet in Idempotency-Keys: each team has its own', async () => {
    const body = { prompt: 'x', resolution: 'low' };
    const key = { 'idempotency-key': 'the same' };

    const [mine, theirs] = [
      await owner.send('POST', '/v0/images/generations', body, key),
      await stranger.send('POST', '/v0/images/generations', body, key),
    ];

    expect(completed.parse(mine.body).data.id).not.toBe(completed.parse(theirs.body).data.id);
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
  });
});

describe('limits', () => {
  it('of requests are told on every answer, and hold', async () => {
    const made = await runAdmin(laptop.home, ['team', 'create', '--name', 'Slow', '--credits', '5']);
    await runAdmin(laptop.home, ['team', 'limits', '--team', String(made['teamId']), '--rpm', '3']);
    const slow = apiClient(laptop.apiUrl, String(made['apiKey']));

    const answers = [];
    for (let request = 0; request < 4; request += 1) answers.push(await slow.get('/v0/usage'));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"team";q=3;w=60');
    expect(answers.map(({ headers }) => headers.get('ratelimit')?.split(';')[1])).toEqual([
      'r=2',
      'r=1',
      'r=0',
      'r=0',
    ]);
    const last = answers[3];
    expect(last?.body).toMatchObject({ code: 'rate_limited' });
    const seconds = Number(last?.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(20);
  });

  it('of active jobs refuse one more before it is charged', async () => {
    const made = await runAdmin(laptop.home, ['team', 'create', '--name', 'Narrow', '--credits', '5']);
    await runAdmin(laptop.home, ['team', 'limits', '--team', String(made['teamId']), '--active', '0']);
    const narrow = apiClient(laptop.apiUrl, String(made['apiKey']));

    const answer = await narrow.generate({ prompt: 'x' }, '?async=true');

    expect(answer.status).toBe(429);
    expect(answer.body).toMatchObject({ code: 'too_many_active_jobs' });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await narrow.balance()).toBe(5);
  });
});

describe('a page of another origin', () => {
  it.each([...new Set(routes.map(({ path }) => path))])('may ask %s what it may send', async (path) => {
    const answer = await owner.call(addressed(path, { ...nobodys, '{asset}': 'start.js' }), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://studio.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });

    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-headers')).toBe(
      'authorization,content-type,idempotency-key',
    );
    const methods = answer.headers.get('access-control-allow-methods') ?? '';
    for (const route of routes.filter((each) => each.path === path)) expect(methods).toContain(route.method);
  });

  it.each([
    ['a success', '/v0/health'],
    ['401', '/v0/usage'],
    ['404 of no route', '/v0/nothing'],
    ['405', '/v0/images/generations/job_1?'],
  ])('may read %s', async (_, path) => {
    const answer = await owner.call(path, { method: path.endsWith('?') ? 'PUT' : 'GET' });

    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-Id');
  });
});
