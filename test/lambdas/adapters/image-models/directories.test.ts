import { afterEach, describe, expect, it } from 'vitest';
import { BedrockDirectory } from '../../../../lambdas/adapters/image-models/bedrock/bedrock-directory.ts';
import { GoogleModels } from '../../../../lambdas/adapters/image-models/google/google-models.ts';
import { OpenAiModels } from '../../../../lambdas/adapters/image-models/openai/openai-models.ts';
import { type StubAnswer, type StubServer, startStubServer } from '../../../support/providers/stub-server.ts';

let stub: StubServer;
afterEach(() => stub.stop());

const options = () => ({ apiKey: 'key', timeoutMillis: 5000, nowMillis: () => 0 });
const directories = {
  google: () => new GoogleModels({ ...options(), baseUrl: stub.url }),
  openai: () => new OpenAiModels({ ...options(), baseUrl: `${stub.url}/v1` }),
  bedrock: () =>
    new BedrockDirectory({
      region: 'us-west-2',
      endpoint: stub.url,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    }),
};

async function lookUp(provider: keyof typeof directories, answer: StubAnswer) {
  stub = await startStubServer(() => answer);
  const standing = await directories[provider]().lookUp('model-1');
  return { standing, path: stub.seen[0]?.path };
}

const ok = (json: unknown): StubAnswer => ({ status: 200, json });
const google404 = { error: { code: 404, status: 'NOT_FOUND', message: 'models/model-1 is not found' } };
const openAi404 = { error: { code: 'model_not_found', message: 'no', type: 'x', param: 'model' } };
const bedrock = (status: string) =>
  ok({ modelDetails: { modelArn: 'arn', modelId: 'model-1', modelLifecycle: { status } } });

describe('a model', () => {
  it.each([
    ['google', ok({ name: 'models/model-1' }), 'there', '/v1beta/models/model-1'],
    ['google', { status: 404, json: google404 }, 'gone', '/v1beta/models/model-1'],
    ['google', { status: 403, json: {} }, 'unknown', '/v1beta/models/model-1'],
    ['openai', ok({ id: 'model-1', object: 'model' }), 'there', '/v1/models/model-1'],
    ['openai', { status: 404, json: openAi404 }, 'gone', '/v1/models/model-1'],
    ['openai', { status: 404, json: { detail: 'Not Found' } }, 'unknown', '/v1/models/model-1'],
    ['openai', { status: 500, json: {} }, 'unknown', '/v1/models/model-1'],
    ['bedrock', bedrock('ACTIVE'), 'there', '/foundation-models/model-1'],
    ['bedrock', bedrock('LEGACY'), 'ending', '/foundation-models/model-1'],
    [
      'bedrock',
      { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, json: { message: 'no' } },
      'gone',
      '/foundation-models/model-1',
    ],
    [
      'bedrock',
      { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, json: { message: 'no' } },
      'unknown',
      '/foundation-models/model-1',
    ],
  ] as const)('of %s that is answered with %o is %s', async (provider, answer, standing, path) => {
    expect(await lookUp(provider, answer)).toEqual({ standing, path });
  });
});
