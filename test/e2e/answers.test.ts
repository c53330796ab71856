import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ApiClient, apiClient, completed, queued, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180', DARKROOM_SANDBOX_SLOW_SECONDS: '4' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const low = { prompt: 'a lake', resolution: 'low' };
const withBytes = z.object({
  data: z.object({
    id: z.string(),
    data: z.array(z.looseObject({ storageKey: z.string(), b64_json: z.base64() })),
  }),
});
const jobList = z.object({
  data: z.object({ jobs: z.array(z.looseObject({ id: z.string() })), nextCursor: z.string().nullable() }),
});

describe('an answer in base64', () => {
  it.each(['response_format=both', 'include_base64=1', 'include_base64=true&response_format=url'])(
    'with ?%s carries addresses and the very bytes that the CDN serves',
    async (query) => {
      const answer = await api.generate(low, `?${query}`);

      const { data } = completed.parse(answer.body);
      const [picture] = withBytes.parse(answer.body).data.data;
      const served = Buffer.from(await (await fetch(data.data[0]?.url ?? '')).arrayBuffer());
      expect(Buffer.from(picture?.b64_json ?? '', 'base64').equals(served)).toBe(true);
    },
  );

  it('with ?response_format=b64_json leaves the addresses out, in the POST and in the GET', async () => {
    const posted = await api.generate(low, '?response_format=b64_json');
    const { id } = withBytes.parse(posted.body).data;

    const polled = await api.get(`/v0/images/generations/${id}?response_format=b64_json`);

    expect(polled.body).toEqual(posted.body);
    expect(JSON.stringify(posted.body)).not.toMatch(/"(url|thumbnailUrl)"/);
  });

  it('streams ten pictures of 4k, far beyond what a function may answer at once', async () => {
    // Noise does not compress: its print makes the pictures large. A second one would take a third of the time of them all.
    const raw = { width: 1200, height: 1200, channels: 3 as const };
    const noise = await sharp(randomBytes(1200 * 1200 * 3), { raw })
      .jpeg({ quality: 40 })
      .toBuffer();
    const reference = { mimeType: 'image/jpeg', data: noise.toString('base64') };
    const body = {
      prompt: 'noise',
      resolution: '4k',
      sampleCount: 10,
      refImageBase64: [reference],
    };

    // Not waited for in the request: how fast a machine draws is nothing to a test.
    const { id } = queued.parse((await api.generate(body, '?async=true')).body).data;
    await untilEnded(api, id);
    const answer = await api.get(`/v0/images/generations/${id}?response_format=b64_json`);

    const pictures = withBytes.parse(answer.body).data.data;
    const bytes = pictures.map(({ b64_json }) => Buffer.from(b64_json, 'base64'));
    const sizes = await Promise.all(bytes.map(async (file) => (await sharp(file).metadata()).width));
    expect(sizes).toEqual(Array(10).fill(4096));
    expect(bytes.reduce((sum, file) => sum + file.length, 0)).toBeGreaterThan(12_000_000);
  }, 300_000);
});

describe('Prefer: wait', () => {
  const prefer = (value: string, body: object = { ...low, modelVersion: 'sandbox-slow' }) =>
    api.send('POST', '/v0/images/generations', body, { prefer: value });

  it('answers the job as it stands when its own seconds pass first', async () => {
    const answer = await prefer('wait=1');

    const { data } = queued.parse(answer.body);
    expect(answer.status).toBe(200);
    expect(['queued', 'active']).toContain(data.status);
    expect(answer.headers.get('preference-applied')).toBe('wait=1');
    expect(answer.headers.get('location')).toBe(`/v0/images/generations/${data.id}`);
    expect((await untilEnded(api, data.id)).body).toMatchObject({ data: { status: 'completed' } });
  });

  it('waits for a picture that comes in time', async () => {
    const answer = await prefer('respond-async=?0, wait=30');

    expect(completed.parse(answer.body).data.data).toHaveLength(1);
    expect(answer.headers.get('preference-applied')).toBe('wait=30');
  });

  it.each(['wait=0', 'wait=9999', 'wait=abc', 'return=minimal'])('is ignored as %s', async (value) => {
    const answer = await prefer(value, low);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('preference-applied')).toBeNull();
  });
});

describe('an Idempotency-Key', () => {
  const once = (key: string, body: object, client = api) =>
    client.send('POST', '/v0/images/generations', body, { 'idempotency-key': key });

  it('answers the same job for the same body while the first runs, and charges once', async () => {
    const before = await api.balance();
    const slow = { ...low, modelVersion: 'sandbox-slow' };

    const [first, second] = await Promise.all([once('running', slow), once('running', slow)]);

    const ids = [first, second].map((answer) => completed.parse(answer.body).data.id);
    expect(ids[0]).toBe(ids[1]);
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed')).toSorted()).toEqual(
      ['true', null].toSorted(),
    );
    expect(await api.balance()).toBe(before - 1);
  });

  it('answers what came of a job that has ended, a failure too', async () => {
    const body = { ...low, modelVersion: 'sandbox-blocked' };
    const first = await once('failed', body);
    const second = await once('failed', body);

    expect(first.status).toBe(422);
    expect(first.headers.get('x-should-retry')).toBe('false');
    expect({ ...second.body, requestId: '' }).toEqual({ ...first.body, requestId: '' });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('of another body is refused, and nothing is charged', async () => {
    await once('twice', low);
    const before = await api.balance();

    const answer = await once('twice', { ...low, sampleCount: 2 });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'idempotency_key_reused' });
    expect(await api.balance()).toBe(before);
  });

  it('is not used up by a request that was refused before the charge', async () => {
    const refused = await once('refused', { ...low, modelVersion: 'nobody' });
    const accepted = await once('refused', low);

    expect([refused.status, accepted.status]).toEqual([400, 200]);
    expect(accepted.headers.get('idempotency-replayed')).toBeNull();
  });

  it.each(['', 'x'.repeat(256)])('is refused when its length is not 1 to 255', async (key) => {
    expect((await once(key, low)).body).toMatchObject({ code: 'invalid_request' });
  });
});

describe('a model by an alias', () => {
  it('runs, and the answer says that the name ends, and which model ran', async () => {
    const answer = await api.generate({ ...low, modelVersion: 'sandbox-preview' });

    expect(answer.body).toMatchObject({ data: { model: 'sandbox', requestedModel: 'sandbox-preview' } });
    expect(answer.headers.get('deprecation')).toMatch(/^@\d+$/);
    expect(answer.headers.get('sunset')).toMatch(/ GMT$/);
  });
});

describe("the list of a team's jobs", () => {
  it('is newest first, filtered by status, and goes on at its cursor', async () => {
    const ids: string[] = [];
    for (const body of [low, { ...low, modelVersion: 'sandbox-blocked' }, low]) {
      const { data } = queued.parse((await api.generate(body, '?async=1')).body);
      await untilEnded(api, data.id);
      ids.unshift(data.id);
    }

    const first = jobList.parse((await api.get('/v0/images/generations?limit=2')).body).data;
    const second = jobList.parse(
      (await api.get(`/v0/images/generations?limit=1&cursor=${first.nextCursor}`)).body,
    ).data;
    const failed = jobList.parse((await api.get('/v0/images/generations?status=failed&limit=1')).body).data;

    expect([...first.jobs, ...second.jobs].map(({ id }) => id)).toEqual(ids);
    expect(failed.jobs).toMatchObject([
      { id: ids[1], status: 'failed', code: 'content_blocked', refunded: 1 },
    ]);
  });

  it.each(['status=done', 'limit=0', 'limit=101', 'cursor=nonsense'])('is refused for %s', async (query) => {
    expect((await api.get(`/v0/images/generations?${query}`)).body).toMatchObject({
      code: 'invalid_request',
    });
  });
});
