import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { flatPicture } from '../support/reference-picture.ts';
import { type Answer, type ApiClient, apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { leavingNothing } from './stored.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const one = z.object({ data: z.record(z.string(), z.unknown()) });

describe('a form', () => {
  it('brings the files of a requirement in the order of their numbers, and the picture shows them', async () => {
    const [red, green] = [await flatPicture('#ff0000'), await flatPicture('#00ff00', 'jpeg')];
    const fields = {
      prompt: 'on a wet street',
      presetId: 'preset_product_shot',
      variables: '{"product_name":"Nike Air Zoom"}',
      sampleCount: '1',
      isPublic: '0',
      resolution: 'low',
      negativePrompt: '',
      photo_1: green,
      photo_0: red,
    };

    const answer = await api.form(fields);

    const { data } = completed.parse(answer.body);
    const image = one.parse((await api.get(`/v0/images/library/${data.data[0]?.id}`)).body).data;
    expect(image).toMatchObject({
      prompt: expect.stringMatching(/^Studio photograph of Nike Air Zoom on white marble.*on a wet street$/),
      variables: { product_name: 'Nike Air Zoom' },
      isPublic: false,
      aspectRatio: '4:5',
    });
    const places = await Promise.all([
      find(data.data[0]?.url, [255, 0, 0]),
      find(data.data[0]?.url, [0, 255, 0]),
    ]);
    expect(places[0]).toBeGreaterThan(0);
    expect(places[1]).toBeGreaterThan(Number(places[0]));
  });

  it('may bring files of 4.4 MB in all', async () => {
    const raw = { width: 1200, height: 1220, channels: 3 as const };
    const photo = await sharp(Buffer.alloc(1200 * 1220 * 3, 'abc'), { raw })
      .png({ compressionLevel: 0 })
      .toBuffer();

    const answer = await api.form({
      prompt: 'x',
      presetId: 'preset_product_shot',
      variables: '{"product_name":"Shoe"}',
      resolution: 'low',
      photo: new Uint8Array(photo),
    });

    expect(photo.length).toBeGreaterThan(4_380_000);
    expect(answer.status).toBe(200);
  });

  it('takes an empty part for an absent one, a file that was not chosen too', async () => {
    const parts = [
      'name="prompt"\r\n\r\na lake',
      'name="resolution"\r\n\r\nlow',
      'name="negativePrompt"\r\n\r\n',
      'name="photo"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n',
    ];
    const body = `${parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`).join('')}--b--\r\n`;

    const answer = await api.call('/v0/images/generations', {
      method: 'POST',
      headers: { ...api.authorization, 'content-type': 'multipart/form-data; boundary=b' },
      body,
    });

    expect(answer.status).toBe(200);
  });

  it('says what a JSON body says', async () => {
    const answer = await api.form({
      prompt: 'a lake',
      resolution: 'low',
      sampleCount: '2',
      isPublic: 'true',
    });

    expect(completed.parse(answer.body).data.data).toHaveLength(2);
  });
});

describe('a form that is refused leaves balance, jobs and buckets alone:', () => {
  const raw = (type: string, body: string | Buffer) => () =>
    api.call('/v0/images/generations', {
      method: 'POST',
      headers: { ...api.authorization, 'content-type': type },
      body: new Uint8Array(Buffer.from(body)),
    });
  const form = (fields: Record<string, string | Uint8Array<ArrayBuffer>>) => () => api.form(fields);
  const part = (name: string, content = 'x') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n${content}\r\n`;
  const file = new Uint8Array(Buffer.from('not a picture'));
  const shot = { presetId: 'preset_product_shot', prompt: 'x', variables: '{"product_name":"Shoe"}' };

  const rows: readonly [string, () => Promise<Answer>, string][] = [
    ['no boundary', raw('multipart/form-data', 'x'), 'invalid_request'],
    [
      'a boundary that never comes',
      raw('multipart/form-data; boundary=b', '--c\r\n\r\n--c--'),
      'invalid_request',
    ],
    [
      'cut off in a file',
      raw('multipart/form-data; boundary=b', part('photo').slice(0, -4)),
      'invalid_request',
    ],
    ['cut off in a header', raw('multipart/form-data; boundary=b', '--b\r\nContent-Dis'), 'invalid_request'],
    [
      '100 parts',
      raw(
        'multipart/form-data; boundary=b',
        `${Array.from({ length: 100 }, (_, index) => part(`photo_${index}`)).join('')}--b--\r\n`,
      ),
      'invalid_request',
    ],
    [
      'a part that is no form-data',
      raw(
        'multipart/form-data; boundary=b',
        `--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nx\r\n--b\r\nContent-Disposition: attachment; name="isPublic"\r\n\r\n1\r\n--b--\r\n`,
      ),
      'invalid_request',
    ],
    [
      'a part without a head',
      raw(
        'multipart/form-data; boundary=b',
        `--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nx\r\n--b\r\n\r\n1\r\n--b--\r\n`,
      ),
      'invalid_request',
    ],
    [
      'a name with ../',
      raw('multipart/form-data; boundary=b', `${part('../../photo')}--b--\r\n`),
      'invalid_request',
    ],
    [
      'a name with NUL',
      raw('multipart/form-data; boundary=b', `${part('photo\0')}--b--\r\n`),
      'invalid_request',
    ],
    [
      'a name of 5,000 letters',
      raw('multipart/form-data; boundary=b', `${part('p'.repeat(5000))}--b--\r\n`),
      'invalid_request',
    ],
    ['nothing in it', raw('multipart/form-data; boundary=b', '--b--\r\n'), 'invalid_request'],
    [
      'a field twice',
      raw('multipart/form-data; boundary=b', `${part('photo')}${part('photo')}--b--\r\n`),
      'invalid_request',
    ],
    ['an unknown field', form({ prompt: 'x', colour: 'red' }), 'invalid_request'],
    ['an unknown file', form({ ...shot, photograph: file }), 'invalid_request'],
    ['a file without a preset', form({ prompt: 'x', photo: file }), 'invalid_request'],
    ['variables that are no JSON', form({ ...shot, variables: '{product' }), 'invalid_request'],
    ['a number in words', form({ prompt: 'x', sampleCount: 'two' }), 'invalid_request'],
    ['a missing file', form(shot), 'missing_variable'],
    [
      'more files than the requirement takes',
      form({ ...shot, photo: file, photo_1: file, photo_2: file, photo_999999: file }),
      'invalid_variable',
    ],
    ['a file that is no picture', form({ ...shot, photo_999999: file }), 'reference_not_an_image'],
  ];

  it.each(rows)('%s', async (_, act, code) => {
    const answer = await leavingNothing(laptop, api, act);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, error: expect.any(String) });
  });

  it('one that is too large', async () => {
    const act = form({ ...shot, photo: new Uint8Array(4_600_000) });

    expect(await leavingNothing(laptop, api, act)).toMatchObject({
      status: 413,
      body: { code: 'payload_too_large', limitBytes: 4_500_000 },
    });
  });
});

/** The mean column of the pixels that are about of this colour; -1 when there are hardly any. */
async function find(url: string | undefined, [red, green, blue]: readonly [number, number, number]) {
  const bytes = await (await fetch(url ?? '')).arrayBuffer();
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const columns: number[] = [];
  for (let offset = 0; offset < data.length; offset += info.channels) {
    const distance =
      Math.abs(Number(data[offset]) - red) +
      Math.abs(Number(data[offset + 1]) - green) +
      Math.abs(Number(data[offset + 2]) - blue);
    if (distance < 90) columns.push((offset / info.channels) % info.width);
  }
  return columns.length < 500 ? -1 : columns.reduce((sum, column) => sum + column, 0) / columns.length;
}
