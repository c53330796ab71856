import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { HeldPictures } from '../../../../lambdas/adapters/image-models/held-pictures.ts';
import { providerFetch } from '../../../../lambdas/adapters/image-models/provider-fetch.ts';
import { type StubServer, startStubServer } from '../../../support/providers/stub-server.ts';

let stub: StubServer;
afterEach(() => stub.stop());

async function answered(json: unknown, status = 200) {
  const held = new HeldPictures();
  stub = await startStubServer(() => ({ status, json }));
  const response = await providerFetch(held)(stub.url);
  return { held, response, text: await response.text() };
}

/** Lengths around the slices in which letters are decoded, with and without padding. */
const pictures = [7_500, 7_501, 7_502, 3_145_728, 3_145_729, 6_291_457].map((bytes) => randomBytes(bytes));

describe('a picture in an answer', () => {
  it.each(pictures.map((picture) => [picture.length, picture] as const))(
    'of %i bytes is held, byte for byte, and the answer stays JSON',
    async (_, picture) => {
      const parts = [
        { text: 'say "data": "no" ' },
        { inlineData: { mimeType: 'image/png', data: picture.toString('base64') } },
      ];

      const { held, text } = await answered({ parts, usage: { total: 7 } });

      const { parts: seen, usage } = JSON.parse(text);
      expect(text.length).toBeLessThan(200);
      expect(seen[0]).toEqual(parts[0]);
      expect(usage).toEqual({ total: 7 });
      expect(held.take(seen[1].inlineData.data).equals(picture)).toBe(true);
    },
  );

  it('is told apart from others in the same answer, and taken once', async () => {
    const [first = expect.fail(), second = expect.fail()] = pictures;
    const data = [first, second].map((picture) => ({ b64_json: picture.toString('base64') }));

    const { held, text } = await answered({ data });

    const [one, two] = JSON.parse(text).data;
    expect(held.take(two.b64_json).equals(second)).toBe(true);
    expect(held.take(one.b64_json).equals(first)).toBe(true);
    expect(held.take(one.b64_json).equals(first)).toBe(false);
  });

  it('is held in a list as Stability sends it', async () => {
    const [picture = expect.fail()] = pictures;
    const held = new HeldPictures();

    const answer = held.answer();
    answer.write(Buffer.from(JSON.stringify({ seeds: [7], images: [picture.toString('base64')] })));
    const text = answer.end();

    expect(held.take(JSON.parse(text).images[0]).equals(picture)).toBe(true);
  });

  it('that is small is left where it is', async () => {
    const base64 = Buffer.from('a small picture').toString('base64');

    const { held, text } = await answered({ data: [{ b64_json: base64 }] });

    expect(JSON.parse(text)).toEqual({ data: [{ b64_json: base64 }] });
    expect(held.take(base64).toString()).toBe('a small picture');
  });

  it.each([
    ['is an error', { error: { message: 'no', data: 'x'.repeat(20_000) } }, 429],
    ['holds none', { candidates: [] }, 200],
    ['holds names without texts', { data: [1, { data: null }], b64_json: 7 }, 200],
  ])('is not looked for in an answer that %s', async (_, json, status) => {
    const { response, text } = await answered(json, status);

    expect([response.status, JSON.parse(text)]).toEqual([status, json]);
  });
});
