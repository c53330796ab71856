import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { childrenOf, commandOf } from '../support/processes.ts';
import { flatPicture } from '../support/reference-picture.ts';
import { type ApiClient, apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { startPictureHost } from './picture-host.ts';
import { leavingNothing } from './stored.ts';

let laptop: Laptop;
let api: ApiClient;
let host: Awaited<ReturnType<typeof startPictureHost>>;

beforeAll(async () => {
  host = await startPictureHost();
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180', DARKROOM_REFERENCE_ALLOW: host.host });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(async () => {
  await laptop.stop();
  host.stop();
});

const low = { prompt: 'a lake', resolution: 'low' };
const base64 = async (color: string) => Buffer.from(await flatPicture(color)).toString('base64');

/** Whether the picture has at least a thousand pixels of about this colour. */
async function shows(body: Record<string, unknown>, [red, green, blue]: readonly [number, number, number]) {
  const { data } = completed.parse(body);
  const bytes = await (await fetch(data.data[0]?.url ?? '')).arrayBuffer();
  const { data: raw, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  let found = 0;
  for (let offset = 0; offset < raw.length; offset += info.channels) {
    const near = (index: number, value: number) => Math.abs(Number(raw[offset + index]) - value) < 40;
    if (near(0, red) && near(1, green) && near(2, blue)) found += 1;
  }
  return found > 1000;
}

async function upload(bytes: Uint8Array<ArrayBuffer>, mimeType = 'image/png', limit = bytes.length) {
  const { body } = await api.send('POST', '/v0/uploads', { mimeType, bytes: limit });
  const { uploadId, url, fields } = z
    .object({
      uploadId: z.string(),
      method: z.literal('POST'),
      url: z.url(),
      fields: z.record(z.string(), z.string()),
    })
    .parse(body['data']);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes]));
  return { uploadId, sent: await fetch(url, { method: 'POST', body: form }) };
}

describe('a reference', () => {
  it('as base64 shows in the picture, whatever its mimeType claims, also with the head of a data: address', async () => {
    const data = `data:image/svg+xml;base64,${await base64('#ff0000')}`;

    const answer = await api.generate({ ...low, refImageBase64: [{ mimeType: 'text/html', data }] });

    expect(await shows(answer.body, [255, 0, 0])).toBe(true);
    expect(await shows((await api.generate(low)).body, [255, 0, 0])).toBe(false);
  });

  it.each(['picture.png', 'moved'])(
    'by the address …/%s is fetched by the service and shows',
    async (path) => {
      const answer = await api.generate({ ...low, refImageUrls: [`${host.url}/${path}`] });

      expect(await shows(answer.body, [0, 0, 255])).toBe(true);
    },
  );

  it('that was uploaded shows, and so does one for a file requirement', async () => {
    const { uploadId, sent } = await upload(await flatPicture('#ff00ff'));

    const byList = await api.generate({ ...low, refImageUploads: [uploadId] });
    const byPreset = await api.generate({
      ...low,
      presetId: 'preset_product_shot',
      variables: { product_name: 'Shoe', photo: uploadId },
    });

    expect(sent.status).toBe(204);
    expect(await shows(byList.body, [255, 0, 255])).toBe(true);
    expect(await shows(byPreset.body, [255, 0, 255])).toBe(true);
  });

  it('may come in the body up to 4.5 MB, as base64 of 6 MB', async () => {
    const raw = { width: 1200, height: 1240, channels: 3 as const };
    const pixels = Buffer.alloc(1200 * 1240 * 3, 'abc');
    const data = (await sharp(pixels, { raw }).png({ compressionLevel: 0 }).toBuffer()).toString('base64');

    const answer = await api.generate({ ...low, refImageBase64: [{ mimeType: 'image/png', data }] });

    expect(data.length).toBeGreaterThan(5_900_000);
    expect(answer.status).toBe(200);
  });

  it('may be larger than a request when it is uploaded first', async () => {
    const raw = { width: 2400, height: 2400, channels: 3 as const };
    const large = new Uint8Array(
      await sharp(Buffer.alloc(2400 * 2400 * 3, 'ab'), { raw })
        .png({ compressionLevel: 0 })
        .toBuffer(),
    );

    const { uploadId } = await upload(large);

    expect(large.length).toBeGreaterThan(15_000_000);
    expect((await api.generate({ ...low, refImageUploads: [uploadId] })).status).toBe(200);
  });
});

describe('an upload', () => {
  it.each([
    ['over 20 MB', { mimeType: 'image/png', bytes: 20_000_001 }],
    ['of nothing', { mimeType: 'image/png', bytes: 0 }],
    ['of no picture', { mimeType: 'image/svg+xml', bytes: 100 }],
    ['without a type', { bytes: 100 }],
  ])('%s is not offered', async (_, body) => {
    expect((await api.send('POST', '/v0/uploads', body)).body).toMatchObject({ code: 'invalid_request' });
  });

  it('larger than was said is refused by the store', async () => {
    const { uploadId, sent } = await upload(await flatPicture('#ff0000'), 'image/png', 20);

    expect(sent.status).toBe(400);
    expect((await api.generate({ ...low, refImageUploads: [uploadId] })).body).toMatchObject({
      code: 'reference_not_an_image',
    });
  });
});

describe('a reference that cannot be used', () => {
  const refused = (body: object) => leavingNothing(laptop, api, () => api.generate({ ...low, ...body }));
  const inline = (data: string) => ({ refImageBase64: [{ mimeType: 'image/png', data }] });

  it.each([
    'http://example.com/a.png',
    'ftp://example.com/a.png',
    'https://example.com:8443/a.png',
    'https://u:p@example.com/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://localhost/',
    'nonsense',
  ])('by the address %s is refused without a connection', async (url) => {
    const answer = await refused({ refImageUrls: [url] });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'reference_url_refused', url, error: expect.any(String) });
  });

  it.each([
    ['to-metadata', 'reference_url_refused'],
    ['nothing', 'reference_fetch_failed'],
    ['huge', 'reference_fetch_failed'],
    ['page.html', 'reference_not_an_image'],
  ])('by the address …/%s is refused as %s, also with async', async (path, code) => {
    const url = `${host.url}/${path}`;
    const act = () => api.generate({ ...low, refImageUrls: [url] }, '?async=true');

    const answer = await leavingNothing(laptop, api, act);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, url });
  });

  it.each([
    ['spaces', 'iVBOR w0KGgo='],
    ['wrong padding', 'iVBORw0KGgo'],
    ['nothing', ''],
    ['other letters', '!!!!'],
    ['line breaks', 'iVBO\nRw0K'],
  ])('as base64 with %s is refused', async (_, data) => {
    expect((await refused(inline(data))).body).toMatchObject({ code: 'invalid_request' });
  });

  it('beside a good one leaves nothing of either', async () => {
    const good = { mimeType: 'image/png', data: await base64('#ff0000') };
    const bad = { mimeType: 'image/png', data: Buffer.from('%PDF-1.7').toString('base64') };

    const answer = await refused({ refImageBase64: [good, bad] });

    expect(answer.body).toMatchObject({ code: 'reference_not_an_image', index: 1 });
  });

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF', Buffer.from('%PDF-1.7\n%%EOF')],
    ['a truncated PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('that is %s is refused', async (_, bytes) => {
    const answer = await refused(inline(bytes.toString('base64')));

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'reference_not_an_image', index: 0 });
  });

  it('too many of them are refused, by the schema and by the model', async () => {
    const data = await base64('#ff0000');
    const six = { refImageBase64: Array(6).fill({ mimeType: 'image/png', data }) };

    expect((await refused(six)).body).toMatchObject({ code: 'invalid_request' });
  });

  it('because the function that reads it dies is answered 503, and may be sent again', async () => {
    const refused = leavingNothing(laptop, api, () =>
      api.generate({ ...low, refImageUrls: [`${host.url}/silent`] }),
    );
    await host.silentAsked;
    const readers = childrenOf(laptop.pid).filter((pid) =>
      commandOf(pid)?.includes('AWS_LAMBDA_FUNCTION_NAME=KeepReferences'),
    );
    for (const pid of readers) process.kill(pid, 'SIGKILL');

    const answer = await refused;

    expect(readers).not.toEqual([]);
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'overloaded' });
    expect(answer.headers.get('retry-after')).toBe('5');
    const again = await api.generate({ ...low, refImageUrls: [`${host.url}/picture.png`] });
    expect(again.status).toBe(200);
  });

  it('of 4.6 MB in the body is refused with the limit and the way around it', async () => {
    const answer = await refused(inline(Buffer.alloc(4_600_000).toString('base64')));

    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({
      limitBytes: 4_500_000,
      error: expect.stringContaining('POST /v0/uploads'),
    });
  });
});
