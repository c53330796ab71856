import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BedrockModels } from '../../../../lambdas/adapters/image-models/bedrock/bedrock-models.ts';
import { drawRequest, reference } from '../../../support/providers/draw-request.ts';
import { type StubAnswer, type StubServer, startStubServer } from '../../../support/providers/stub-server.ts';

const bytes = Buffer.from('a picture');
const picture: StubAnswer = {
  status: 200,
  json: { seeds: [7], finish_reasons: [null], images: [bytes.toString('base64')] },
};

let stub: StubServer;
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await stub.stop();
});

async function draw(answer: StubAnswer, request = drawRequest(), timeoutMillis = 5000) {
  stub = await startStubServer(() => answer);
  const model = new BedrockModels({ region: 'us-west-2', endpoint: stub.url, timeoutMillis });
  return model.draw(request, AbortSignal.timeout(timeoutMillis));
}

const failure = (status: number, name: string): StubAnswer => ({
  status,
  headers: { 'x-amzn-errortype': name },
  json: { message: 'why' },
});

describe('Bedrock', () => {
  it('is asked for one picture, with what must not be seen in a parameter of its own', async () => {
    const outcome = await draw(
      picture,
      drawRequest({ model: 'stability.stable-image-core-v1:1', negativePrompt: 'text' }),
    );

    expect(outcome).toEqual({ outcome: 'image', bytes, mimeType: 'image/png', usage: null });
    const [{ method, path, headers, body } = expect.fail('nothing was asked')] = stub.seen;
    expect([method, path]).toEqual(['POST', '/model/stability.stable-image-core-v1%3A1/invoke']);
    expect(headers.authorization).toContain('/us-west-2/bedrock/');
    expect(JSON.parse(body.toString())).toEqual({
      prompt: 'a lake at sunrise',
      negative_prompt: 'text',
      mode: 'text-to-image',
      aspect_ratio: '16:9',
      seed: 7,
      output_format: 'png',
    });
  });

  it('is shown a reference instead of a ratio', async () => {
    await draw(picture, drawRequest({ references: [reference] }));

    expect(JSON.parse(stub.seen[0]?.body.toString() ?? '')).toEqual({
      prompt: 'a lake at sunrise',
      mode: 'image-to-image',
      image: 'iVBORw==',
      strength: 0.6,
      seed: 7,
      output_format: 'png',
    });
  });

  it.each([
    ['Filter reason: prompt', 'input'],
    ['Filter reason: input image', 'input'],
    ['Filter reason: output image', 'output'],
  ])('that answers "%s" has refused the %s', async (reason, stage) => {
    const json = { finish_reasons: [reason], images: [bytes.toString('base64')] };

    expect(await draw({ status: 200, json })).toEqual({ outcome: 'blocked', stage, reason, usage: null });
  });

  it.each([
    ['an inference error', { finish_reasons: ['Inference error'], images: ['AAAA'] }, 'Inference error'],
    ['no picture', { finish_reasons: [null], images: [] }, 'The answer holds no picture.'],
    ['something else', { images: 'none' }, 'The answer is not in the form of the model.'],
  ])('that answers with %s made no picture', async (_, json, reason) => {
    expect(await draw({ status: 200, json })).toEqual({ outcome: 'no-image', reason, usage: null });
  });

  it.each([
    [400, 'ValidationException', { outcome: 'failed' }],
    [403, 'AccessDeniedException', { outcome: 'unavailable', why: 'credentials' }],
    [403, 'UnrecognizedClientException', { outcome: 'unavailable', why: 'credentials' }],
    [404, 'ResourceNotFoundException', { outcome: 'unavailable', why: 'model-gone' }],
    [408, 'ModelTimeoutException', { outcome: 'ambiguous' }],
    [424, 'ModelErrorException', { outcome: 'ambiguous' }],
    [429, 'ThrottlingException', { outcome: 'rate-limited', retryAfterSeconds: 20 }],
    [400, 'ServiceQuotaExceededException', { outcome: 'rate-limited', retryAfterSeconds: 20 }],
    [429, 'ModelNotReadyException', { outcome: 'busy' }],
    [500, 'InternalServerException', { outcome: 'ambiguous' }],
    [503, 'ServiceUnavailableException', { outcome: 'busy' }],
  ] as const)('that answers %i %s is asked once', async (status, name, outcome) => {
    expect(await draw(failure(status, name))).toMatchObject({ ...outcome, reason: `${name}: why` });
    expect(stub.seen).toHaveLength(1);
  });

  it('that cuts its answer off may have charged, and is not asked again', async () => {
    expect(await draw({ cutAfter: '{"images":["AAAA' })).toMatchObject({ outcome: 'ambiguous' });
    expect(stub.seen).toHaveLength(1);
  });

  it('that does not answer in time may have charged, and is not asked again', async () => {
    expect(await draw('never', drawRequest(), 300)).toMatchObject({ outcome: 'ambiguous' });
    expect(stub.seen).toHaveLength(1);
  });

  it('that cannot be reached has charged nothing', async () => {
    stub = await startStubServer(() => 'never');
    await stub.stop();
    const model = new BedrockModels({ region: 'us-west-2', endpoint: stub.url, timeoutMillis: 5000 });

    expect(await model.draw(drawRequest(), AbortSignal.timeout(5000))).toMatchObject({ outcome: 'busy' });
  });
});
