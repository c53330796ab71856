import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const library = '/v0/images/library';

async function pictures(body: object = {}) {
  const answer = await api.generate({ prompt: 'a lake', resolution: 'low', ...body });
  const { id: jobId, data } = completed.parse(answer.body).data;
  return data.map((picture) => ({ ...picture, jobId }));
}

async function onePicture(body: object = {}) {
  const [picture] = await pictures(body);
  if (picture === undefined) throw new Error('No picture came.');
  return picture;
}

const download = (imageId: string, method = 'GET', headers: Record<string, string> = {}) =>
  fetch(`${laptop.apiUrl}${library}/${imageId}/download`, {
    method,
    headers: { ...api.authorization, ...headers },
  });

describe('an item of the library', () => {
  it('has every field that the seed shows, and empty ones where there is nothing', async () => {
    const { id, jobId, storageKey } = await onePicture();

    const { body } = await api.get(`${library}/${id}`);

    expect(body).toEqual({
      data: {
        id,
        jobId,
        presetId: null,
        prompt: 'a lake',
        userPrompt: 'a lake',
        modelVersion: 'sandbox',
        variables: {},
        provenance: { provider: 'sandbox', model: 'sandbox', original: null },
        sourceType: null,
        isPublic: false,
        url: `${laptop.cdnUrl}/${storageKey}`,
        thumbnailUrl: expect.stringContaining(laptop.cdnUrl),
        storageKey,
        width: 512,
        height: 512,
        aspectRatio: '1:1',
        resolution: 'low',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    });
  });
});

describe('the gallery', () => {
  const shown = async () => {
    const { body } = await api.call('/v0/images/gallery?limit=100');
    return z.object({ data: z.object({ images: z.array(z.looseObject({ id: z.string() })) }) }).parse(body)
      .data.images;
  };

  it('shows what was published, to anybody, and nothing of its team', async () => {
    const { id } = await onePicture({ isPublic: true, prompt: 'a secret plan' });

    const [newest] = await shown();

    expect(newest?.id).toBe(id);
    expect(Object.keys(newest ?? {}).toSorted()).toEqual(
      ['aspectRatio', 'createdAt', 'height', 'id', 'modelVersion', 'thumbnailUrl', 'url', 'width'].toSorted(),
    );
    expect(JSON.stringify(newest)).not.toMatch(/secret plan|job_/);
    expect(JSON.stringify(newest)).not.toContain(laptop.teamId);
  });

  it('takes a picture up and gives it back as its team says, twice over', async () => {
    const { id } = await onePicture();

    for (const isPublic of [true, true, false, false]) {
      const answer = await api.send('PATCH', `${library}/${id}`, { isPublic });

      expect(answer.body).toMatchObject({ data: { id, isPublic } });
      expect((await shown()).filter((image) => image.id === id)).toHaveLength(isPublic ? 1 : 0);
    }
  });

  it.each([{}, { isPublic: 'yes' }, { isPublic: true, prompt: 'x' }])(
    'is not changed by %j',
    async (body) => {
      const { id } = await onePicture();

      expect((await api.send('PATCH', `${library}/${id}`, body)).body).toMatchObject({
        code: 'invalid_request',
      });
    },
  );
});

describe('a picture that is deleted', () => {
  it('is gone from library, gallery, CDN, download and the answer of its job', async () => {
    const [kept, gone] = await pictures({ sampleCount: 2, isPublic: true });
    const balance = await api.balance();
    if (kept === undefined || gone === undefined) throw new Error('Two pictures were asked for.');

    const answer = await api.send('DELETE', `${library}/${gone.id}`);

    expect([answer.status, answer.body]).toEqual([204, {}]);
    expect((await api.send('DELETE', `${library}/${gone.id}`)).status).toBe(404);
    expect((await api.get(`${library}/${gone.id}`)).status).toBe(404);
    expect((await download(gone.id)).status).toBe(404);
    // S3 says 403 of what is not there to whoever may not list.
    expect((await fetch(gone.url)).status).toBe(403);
    expect((await fetch(gone.thumbnailUrl)).status).toBe(403);
    expect((await fetch(kept.url)).status).toBe(200);
    expect(JSON.stringify((await api.get(library)).body)).not.toContain(gone.id);
    expect(JSON.stringify((await api.call('/v0/images/gallery')).body)).not.toContain(gone.id);
    const { data } = completed.parse((await api.get(`/v0/images/generations/${kept.jobId}`)).body);
    expect(data.data.map(({ id }) => id)).toEqual([kept.id]);
    expect(await api.balance()).toBe(balance);
  });

  it('leaves an exact total, also when it is deleted twice at once, and a clean audit', async () => {
    const made = await pictures({ sampleCount: 3, prompt: 'to be counted' });
    const total = async () =>
      z.object({ data: z.object({ total: z.int() }) }).parse((await api.get(`${library}?limit=1`)).body).data
        .total;
    const before = await total();

    const statuses = await Promise.all(
      [made[0], made[0], made[1]].map(
        async (picture) => (await api.send('DELETE', `${library}/${picture?.id}`)).status,
      ),
    );

    expect(statuses.toSorted()).toEqual([204, 204, 404]);
    expect(await total()).toBe(before - 2);
    expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
  });
});

describe('a download', () => {
  it('streams the bytes with the headers of the seed', async () => {
    const { id, url } = await onePicture();
    const served = Buffer.from(await (await fetch(url)).arrayBuffer());

    const response = await download(id);

    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${id}.webp"`);
    expect(response.headers.get('content-length')).toBe(String(served.length));
    expect(Buffer.from(await response.arrayBuffer()).equals(served)).toBe(true);
  });

  it('answers HEAD with the same headers and no bytes', async () => {
    const { id } = await onePicture();
    const whole = await download(id);

    const response = await download(id, 'HEAD');

    expect(response.status).toBe(200);
    for (const name of ['content-type', 'content-disposition', 'content-length', 'etag', 'accept-ranges']) {
      expect(response.headers.get(name)).toBe(whole.headers.get(name));
    }
    expect(await response.text()).toBe('');
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=100-', 100, undefined],
    ['bytes=-50', -50, undefined],
  ])('answers the range %s with 206', async (range, start, end) => {
    const { id } = await onePicture();
    const whole = Buffer.from(await (await download(id)).arrayBuffer());

    const response = await download(id, 'GET', { range });

    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toMatch(new RegExp(`^bytes \\d+-\\d+/${whole.length}$`));
    expect(Buffer.from(await response.arrayBuffer()).equals(whole.subarray(start, end))).toBe(true);
  });

  it('answers a range after the end with 416, and how large the picture is', async () => {
    const { id } = await onePicture();

    const answer = await api.send('GET', `${library}/${id}/download`, undefined, {
      range: 'bytes=99999999-',
    });

    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
    expect(answer.body).toMatchObject({ code: 'range_not_satisfiable', sizeBytes: expect.any(Number) });
  });
});
