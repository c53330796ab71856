import { afterEach, describe, expect, it } from 'vitest';
import { OpenAiModels } from '../../../../lambdas/adapters/image-models/openai/openai-models.ts';
import { drawRequest, reference } from '../../../support/providers/draw-request.ts';
import { type StubAnswer, type StubServer, startStubServer } from '../../../support/providers/stub-server.ts';

const now = Date.parse('2026-11-23T09:00:00.000Z');
const bytes = Buffer.from('a picture');
const picture: StubAnswer = {
  status: 200,
  json: { created: 1_795_000_000, output_format: 'png', data: [{ b64_json: bytes.toString('base64') }] },
};

let stub: StubServer;
afterEach(() => stub.stop());

async function draw(answer: StubAnswer, request = drawRequest(), timeoutMillis = 5000) {
  stub = await startStubServer(() => answer);
  const options = { apiKey: 'key', baseUrl: `${stub.url}/v1`, timeoutMillis, nowMillis: () => now };
  return new OpenAiModels(options).draw(request, AbortSignal.timeout(timeoutMillis));
}

const failure = (
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): StubAnswer => ({
  status,
  headers,
  json: { error: { message: 'why', type: 'image_generation_user_error', code, param: null, ...more } },
});

describe('OpenAI', () => {
  it('is asked for one picture of exactly the size, in the quality of its resolution', async () => {
    const outcome = await draw(
      picture,
      drawRequest({ widthPixels: 2560, heightPixels: 1440, quality: 'high', negativePrompt: 'text' }),
    );

    expect(outcome).toEqual({ outcome: 'image', bytes, mimeType: 'image/png', usage: null });
    const [{ method, path, headers, body } = expect.fail('nothing was asked')] = stub.seen;
    expect([method, path]).toEqual(['POST', '/v1/images/generations']);
    expect(headers.authorization).toBe('Bearer key');
    expect(JSON.parse(body.toString())).toEqual({
      model: 'model-1',
      prompt: 'a lake at sunrise\n\nDo not include: text',
      n: 1,
      size: '2560x1440',
      quality: 'high',
      output_format: 'png',
    });
  });

  it.each([
    ['medium', 'medium'],
    ['xhigh', 'xhigh'],
    ['splendid', 'auto'],
    [null, 'auto'],
  ] as const)('is asked for the quality %s as %s', async (wanted, quality) => {
    await draw(picture, drawRequest({ quality: wanted }));

    expect(JSON.parse(stub.seen[0]?.body.toString() ?? '')).toMatchObject({ quality });
  });

  it('is sent references as files of an edit', async () => {
    expect(await draw(picture, drawRequest({ references: [reference, reference] }))).toMatchObject({
      outcome: 'image',
    });

    const [{ path, headers, body } = expect.fail('nothing was asked')] = stub.seen;
    expect(path).toBe('/v1/images/edits');
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    const files = form
      .getAll('image[]')
      .map((file) => (file instanceof File ? [file.name, file.type] : file));
    expect(files).toEqual([
      ['reference-0.png', 'image/png'],
      ['reference-1.png', 'image/png'],
    ]);
    expect(Object.fromEntries([...form].filter(([name]) => name !== 'image[]'))).toEqual({
      model: 'model-1',
      prompt: 'a lake at sunrise',
      n: '1',
      size: '2752x1536',
      quality: 'auto',
      output_format: 'png',
    });
  });

  it.each([
    ['an empty list', { data: [] }],
    ['no list', {}],
    ['a slot without bytes', { data: [{}] }],
  ])('that answers with %s made no picture', async (_, json) => {
    expect(await draw({ status: 200, json })).toMatchObject({ outcome: 'no-image' });
  });

  it.each([
    ['moderation_blocked', {}, 'input'],
    ['moderation_blocked', { moderation_details: { moderation_stage: 'input' } }, 'input'],
    ['moderation_blocked', { moderation_details: { moderation_stage: 'output' } }, 'output'],
    ['moderation_blocked', { moderation_details: { moderation_stage: 'unknown' } }, 'input'],
    ['content_policy_violation', {}, 'input'],
  ])('that says %s %j has refused the %s', async (code, more, stage) => {
    expect(await draw(failure(400, code, more))).toMatchObject({
      outcome: 'blocked',
      stage,
      reason: expect.stringContaining('why'),
    });
    expect(stub.seen).toHaveLength(1);
  });

  it.each([
    [400, 'invalid_value', { outcome: 'failed' }],
    [400, 'billing_hard_limit_reached', { outcome: 'unavailable', why: 'billing' }],
    [429, 'insufficient_quota', { outcome: 'unavailable', why: 'billing' }],
    [401, 'invalid_api_key', { outcome: 'unavailable', why: 'credentials' }],
    [403, 'organization_must_be_verified', { outcome: 'unavailable', why: 'credentials' }],
    [404, 'model_not_found', { outcome: 'unavailable', why: 'model-gone' }],
    [429, 'rate_limit_exceeded', { outcome: 'rate-limited', retryAfterSeconds: 20 }],
    [408, 'timeout', { outcome: 'ambiguous' }],
    [409, 'conflict', { outcome: 'failed' }],
    [500, 'server_error', { outcome: 'ambiguous' }],
    [503, 'overloaded', { outcome: 'ambiguous' }],
    [524, 'cut', { outcome: 'ambiguous' }],
  ] as const)('that answers %i %s is asked once', async (status, code, outcome) => {
    expect(await draw(failure(status, code))).toMatchObject(outcome);
    expect(stub.seen).toHaveLength(1);
  });

  it('that is asked too often says for how long to wait', async () => {
    const limited = failure(429, 'rate_limit_exceeded', {}, { 'retry-after': '12' });

    expect(await draw(limited)).toMatchObject({ outcome: 'rate-limited', retryAfterSeconds: 12 });
  });

  it('that cuts its answer off may have charged, and is not asked again', async () => {
    expect(await draw({ cutAfter: '{"data":[{"b64_json":"AAAA' })).toMatchObject({ outcome: 'ambiguous' });
    expect(stub.seen).toHaveLength(1);
  });

  it('that does not answer in time may have charged, and is not asked again', async () => {
    expect(await draw('never', drawRequest(), 200)).toMatchObject({ outcome: 'ambiguous' });
    expect(stub.seen).toHaveLength(1);
  });

  it('that cannot be reached has charged nothing', async () => {
    stub = await startStubServer(() => 'never');
    await stub.stop();
    const options = { apiKey: 'key', baseUrl: stub.url, timeoutMillis: 5000, nowMillis: () => now };

    expect(await new OpenAiModels(options).draw(drawRequest(), AbortSignal.timeout(5000))).toMatchObject({
      outcome: 'busy',
    });
  });
});
