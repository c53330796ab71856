import { afterEach, describe, expect, it } from 'vitest';
import { XaiModels } from '../../../../lambdas/adapters/image-models/xai/xai-models.ts';
import { drawRequest, reference } from '../../../support/providers/draw-request.ts';
import { type StubAnswer, type StubServer, startStubServer } from '../../../support/providers/stub-server.ts';

let stub: StubServer;
afterEach(() => stub.stop());

async function draw(answer: StubAnswer, request = drawRequest()) {
  stub = await startStubServer(() => answer);
  const options = { apiKey: 'key', baseUrl: `${stub.url}/v1`, timeoutMillis: 5000, nowMillis: () => 0 };
  return new XaiModels(options).draw(request, AbortSignal.timeout(5000));
}

const says = (image: object): StubAnswer => ({ status: 200, json: { data: [image] } });
const bytes = Buffer.from('a picture');

describe('xAI', () => {
  it('is told the shape in its own two parameters', async () => {
    const outcome = await draw(
      says({ b64_json: bytes.toString('base64') }),
      drawRequest({ aspectRatio: '9:19.5', resolution: 'high', negativePrompt: 'text' }),
    );

    expect(outcome).toEqual({ outcome: 'image', bytes, mimeType: 'image/jpeg', usage: null });
    const [{ path, body } = expect.fail('nothing was asked')] = stub.seen;
    expect(path).toBe('/v1/images/generations');
    expect(JSON.parse(body.toString())).toEqual({
      model: 'model-1',
      prompt: 'a lake at sunrise\n\nDo not include: text',
      n: 1,
      aspect_ratio: '9:19.5',
      resolution: '2k',
      response_format: 'b64_json',
    });
  });

  it.each([
    ['a flagged place', says({ b64_json: null, respect_moderation: false }), 'blocked'],
    ['an empty place', says({}), 'no-image'],
    ['no place at all', { status: 200, json: { data: [] } }, 'no-image'],
    ['another form', { status: 200, json: { data: 'x' } }, 'no-image'],
    ['429', { status: 429, json: { error: { message: 'slow' } } }, 'rate-limited'],
    ['500', { status: 500, json: {} }, 'ambiguous'],
    ['an answer that is cut off', { cutAfter: '{"data":[{"b64_json":"' }, 'ambiguous'],
  ] as const)('that answers %s comes to %3$s', async (_, answer, outcome) => {
    expect(await draw(answer)).toMatchObject({ outcome });
    expect(stub.seen).toHaveLength(1);
  });

  it('is not asked with references, which it would pass over', async () => {
    expect(await draw(says({}), drawRequest({ references: [reference] }))).toMatchObject({
      outcome: 'failed',
    });
    expect(stub.seen).toEqual([]);
  });
});
