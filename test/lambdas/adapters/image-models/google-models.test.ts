import { afterEach, describe, expect, it } from 'vitest';
import { GoogleModels } from '../../../../lambdas/adapters/image-models/google/google-models.ts';
import { drawRequest, reference } from '../../../support/providers/draw-request.ts';
import { type StubAnswer, type StubServer, startStubServer } from '../../../support/providers/stub-server.ts';

const now = Date.parse('2026-11-23T09:00:00.000Z');
const bytes = Buffer.from('a picture');
const inlineData = { mimeType: 'image/jpeg', data: bytes.toString('base64') };

let stub: StubServer;
afterEach(() => stub.stop());

async function draw(answer: StubAnswer, request = drawRequest(), timeoutMillis = 5000) {
  stub = await startStubServer(() => answer);
  const model = new GoogleModels({ apiKey: 'key', baseUrl: stub.url, timeoutMillis, nowMillis: () => now });
  return model.draw(request, AbortSignal.timeout(timeoutMillis));
}

const says = (parts: readonly object[], finishReason = 'STOP'): StubAnswer => ({
  status: 200,
  json: { candidates: [{ content: { role: 'model', parts }, finishReason }] },
});

const failure = (status: number, name: string, details: readonly object[] = []): StubAnswer => ({
  status,
  json: { error: { code: status, status: name, message: 'why', details } },
});

describe('Google', () => {
  it('is asked for one picture, with the references before the prompt and the size in its own words', async () => {
    const outcome = await draw(
      says([{ inlineData }]),
      drawRequest({ negativePrompt: 'text, watermark', references: [reference] }),
    );

    expect(outcome).toEqual({ outcome: 'image', bytes, mimeType: 'image/jpeg', usage: null });
    const [{ method, path, headers, body } = expect.fail('nothing was asked')] = stub.seen;
    expect([method, path]).toEqual(['POST', '/v1beta/models/model-1:generateContent']);
    expect(headers['x-goog-api-key']).toBe('key');
    expect(JSON.parse(body.toString())).toEqual({
      contents: [
        {
          role: 'user',
          parts: [
            { inlineData: { mimeType: 'image/png', data: 'iVBORw==' } },
            { text: 'a lake at sunrise\n\nDo not include: text, watermark' },
          ],
        },
      ],
      generationConfig: {
        responseModalities: ['IMAGE'],
        seed: 7,
        imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
      },
    });
  });

  it('shows its last picture, and none of those that it thought of', async () => {
    const thought = { thought: true, inlineData: { mimeType: 'image/png', data: 'AAAA' } };

    expect(await draw(says([thought, { text: 'Here it is.' }, { inlineData }, thought]))).toEqual({
      outcome: 'image',
      bytes,
      mimeType: 'image/jpeg',
      usage: null,
    });
  });

  it.each(['SAFETY', 'OTHER', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'IMAGE_SAFETY'])(
    'that blocks a prompt for %s has refused it',
    async (blockReason) => {
      expect(await draw({ status: 200, json: { promptFeedback: { blockReason } } })).toEqual({
        outcome: 'blocked',
        stage: 'input',
        reason: blockReason,
        usage: null,
      });
    },
  );

  it.each([
    'IMAGE_SAFETY',
    'IMAGE_PROHIBITED_CONTENT',
    'IMAGE_RECITATION',
    'SAFETY',
    'PROHIBITED_CONTENT',
    'BLOCKLIST',
    'SPII',
    'RECITATION',
  ])('that ends for %s has refused to show its picture', async (finishReason) => {
    expect(await draw(says([], finishReason))).toEqual({
      outcome: 'blocked',
      stage: 'output',
      reason: finishReason,
      usage: null,
    });
  });

  it.each([
    ['NO_IMAGE', says([], 'NO_IMAGE'), 'NO_IMAGE'],
    ['IMAGE_OTHER', says([], 'IMAGE_OTHER'), 'IMAGE_OTHER'],
    ['MAX_TOKENS', says([], 'MAX_TOKENS'), 'MAX_TOKENS'],
    ['MALFORMED_RESPONSE', says([], 'MALFORMED_RESPONSE'), 'MALFORMED_RESPONSE'],
    ['nothing but words', says([{ text: 'I cannot draw.' }]), 'STOP: I cannot draw.'],
    ['no parts at all', says([]), 'STOP'],
    ['no candidates', { status: 200, json: {} }, 'no candidate'],
  ] as const)('that answers with %s made no picture', async (_, answer, reason) => {
    expect(await draw(answer)).toEqual({ outcome: 'no-image', reason, usage: null });
  });

  it.each([
    [400, 'INVALID_ARGUMENT', { outcome: 'failed' }],
    [401, 'UNAUTHENTICATED', { outcome: 'unavailable', why: 'credentials' }],
    [403, 'PERMISSION_DENIED', { outcome: 'unavailable', why: 'credentials' }],
    [404, 'NOT_FOUND', { outcome: 'unavailable', why: 'model-gone' }],
    [429, 'RESOURCE_EXHAUSTED', { outcome: 'rate-limited', retryAfterSeconds: 20 }],
    [500, 'INTERNAL', { outcome: 'ambiguous' }],
    [503, 'UNAVAILABLE', { outcome: 'busy' }],
    [504, 'DEADLINE_EXCEEDED', { outcome: 'ambiguous' }],
  ] as const)('that answers %i %s is asked once', async (status, name, outcome) => {
    expect(await draw(failure(status, name))).toMatchObject({ ...outcome, reason: `${status} ${name}: why` });
    expect(stub.seen).toHaveLength(1);
  });

  it('that refuses the key with 400 wants other credentials', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];

    expect(await draw(failure(400, 'INVALID_ARGUMENT', details))).toMatchObject({
      outcome: 'unavailable',
      why: 'credentials',
    });
  });

  it('that is asked too often says for how long to wait', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '16.4s' }];

    expect(await draw(failure(429, 'RESOURCE_EXHAUSTED', details))).toMatchObject({
      outcome: 'rate-limited',
      retryAfterSeconds: 17,
    });
  });

  it('that has no capacity is busy, although it says 429', async () => {
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'MODEL_CAPACITY_EXHAUSTED' },
    ];

    expect(await draw(failure(429, 'RESOURCE_EXHAUSTED', details))).toMatchObject({ outcome: 'busy' });
  });

  it('that cuts its answer off may have charged, and is not asked again', async () => {
    expect(await draw({ cutAfter: '{"candidates":[' })).toMatchObject({ outcome: 'ambiguous' });
    expect(stub.seen).toHaveLength(1);
  });

  it('that does not answer in time may have charged', async () => {
    expect(await draw('never', drawRequest(), 200)).toMatchObject({ outcome: 'ambiguous' });
    expect(stub.seen).toHaveLength(1);
  });

  it('that cannot be reached has charged nothing', async () => {
    stub = await startStubServer(() => 'never');
    await stub.stop();
    const model = new GoogleModels({
      apiKey: 'key',
      baseUrl: stub.url,
      timeoutMillis: 5000,
      nowMillis: () => now,
    });

    expect(await model.draw(drawRequest(), AbortSignal.timeout(5000))).toMatchObject({ outcome: 'busy' });
  });
});
