import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { googleModels } from '../../lambdas/domain/generation/catalogue/google-models.ts';
import { type StubAnswer, startStubServer } from '../../test/support/providers/stub-server.ts';
import type { Scenario } from '../scenario.ts';

/** Told by the path, so that one Google serves every game. */
const tooBusyModel = 'gemini-3.1-flash-lite-image';
const askLess: StubAnswer = {
  status: 429,
  json: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Quota exceeded.', details: [] } },
};
const dayMillis = 86_400_000;
const wrongKey: StubAnswer = {
  status: 401,
  json: {
    error: {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
      param: null,
    },
  },
};
const nobodyKnows: StubAnswer = {
  status: 404,
  json: { error: { message: 'The model does not exist.', type: 'x', code: 'model_not_found', param: null } },
};

/** An OpenAI of our own that knows no model and takes no key, and a Google that breaks off what it answers. */
async function hostileProviders() {
  const openAi = await startStubServer(({ method }) => (method === 'GET' ? nobodyKnows : wrongKey));
  const google = await startStubServer(({ method, path }) => {
    if (method === 'GET') return { status: 200, json: { name: path.split('/').slice(-2).join('/') } };
    return path.includes(tooBusyModel) ? askLess : { cutAfter: '{"candidates":[{"content":{' };
  });
  return {
    env: {
      OPENAI_API_KEY: 'x',
      OPENAI_BASE_URL: `${openAi.url}/v1`,
      GEMINI_API_KEY: 'x',
      GOOGLE_GEMINI_BASE_URL: google.url,
    },
    stop: async () => {
      await openAi.stop();
      await google.stop();
    },
  };
}

export const providerClosed: Scenario = {
  name: 'provider-closed',
  alarm: 'openai-ProviderClosed',
  does: 'asks an OpenAI of its own for a picture, which says that the key is wrong',
  prepare: hostileProviders,
  provoke: async ({ api }) => {
    await api.queue({ prompt: 'a lighthouse in fog', modelVersion: 'gpt-image-2.5-flare' });
  },
};

export const modelsGone: Scenario = {
  name: 'models-gone',
  alarm: 'openai-ModelsGone',
  does: 'lets an OpenAI of its own know no model, and waits for the daily check, a minute after the start',
  prepare: hostileProviders,
  provoke: async () => {},
};

export const modelsEnding: Scenario = {
  name: 'models-ending',
  alarm: 'google-ModelsEnding',
  does: 'dates the end of a model of Google to ten days from now, and waits for the daily check, a minute after the start',
  prepare: hostileProviders,
  provoke: async ({ laptop, admin }) => {
    const file = join(laptop.home, 'ending.json');
    const [model] = googleModels;
    const shutdownAt = new Date(Date.now() + 10 * dayMillis).toISOString().slice(0, 10);
    await writeFile(file, JSON.stringify({ ...model, shutdownAt }));
    await admin('model', 'put', '--file', file);
  },
};

export const suspectedCost: Scenario = {
  name: 'suspected-cost',
  alarm: 'google-SuspectedCost',
  does: 'asks a Google of its own for five pictures of 4k, which breaks off every answer',
  prepare: hostileProviders,
  provoke: async ({ api, admin }) => {
    await admin('provider', 'limit', '--provider', 'google', '--images-per-minute', '6000');
    for (let asked = 0; asked < 5; asked += 1)
      await api.queue({
        prompt: 'a lighthouse in fog',
        modelVersion: 'gemini-3-pro-image',
        resolution: '4k',
      });
  },
};
