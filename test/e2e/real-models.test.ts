import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { answerAsStability, stabilityRequest } from '../support/providers/bedrock-stub.ts';
import { answerAsGoogle, googleRequest } from '../support/providers/google-stub.ts';
import { answerAsOpenAi, openAiRequest } from '../support/providers/openai-stub.ts';
import { type StubServer, startStubServer } from '../support/providers/stub-server.ts';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let google: StubServer;
let openAi: StubServer;
let bedrock: StubServer;
let laptop: Laptop;
let api: ApiClient;

/** What the customer's page shows. */
const seedsExample = {
  prompt: 'a serene mountain lake at sunrise',
  negativePrompt: 'watermark, text',
  variables: {},
  aspectRatio: '16:9',
  resolution: 'standard',
  sampleCount: 1,
  modelVersion: 'gemini-3-pro-image-preview',
  isPublic: false,
};

beforeAll(async () => {
  google = await startStubServer((request) =>
    request.body.includes('break off')
      ? { cutAfter: '{"candidates":[{"content":{' }
      : answerAsGoogle(request),
  );
  openAi = await startStubServer((request) =>
    request.body.includes('gone-image')
      ? { status: 404, json: { error: { message: 'gone', code: 'model_not_found', type: 'x', param: null } } }
      : answerAsOpenAi(request),
  );
  bedrock = await startStubServer(answerAsStability);
  const credentials = join(mkdtempSync(join(inject('homes'), 'aws-')), 'credentials');
  writeFileSync(credentials, '[studio]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = x\n');
  laptop = await startLaptop({
    GEMINI_API_KEY: 'x',
    GOOGLE_GEMINI_BASE_URL: google.url,
    OPENAI_API_KEY: 'y',
    OPENAI_BASE_URL: `${openAi.url}/v1`,
    AWS_PROFILE: 'studio',
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
  });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
  await putDoomedModel();
  await runAdmin(laptop.home, ['provider', 'limit', '--provider', 'openai', '--images-per-minute', '6000']);
});
afterAll(async () => {
  await laptop?.stop();
  await Promise.all([google, openAi, bedrock].map((stub) => stub?.stop()));
});

async function ledgerOf(jobId: string) {
  const { entries } = z
    .object({ entries: z.array(z.looseObject({ jobId: z.string().nullable() })) })
    .parse(await runAdmin(laptop.home, ['ledger', '--team', laptop.teamId]));
  return entries.filter((entry) => entry.jobId === jobId);
}

/** A model that its provider does not know, with one that draws instead. */
async function putDoomedModel(): Promise<void> {
  const listed = z
    .object({ models: z.array(z.looseObject({ id: z.string() })) })
    .parse(await runAdmin(laptop.home, ['model', 'list']));
  const flare = listed.models.find(({ id }) => id === 'gpt-image-2.5-flare');
  const path = join(laptop.home, 'doomed.json');
  const doomed = { id: 'doomed', providerModel: 'gone-image', fallback: 'gemini-nano-banana-2.1' };
  writeFileSync(path, JSON.stringify({ ...flare, ...doomed, aliases: [] }));
  await runAdmin(laptop.home, ['model', 'put', '--file', path]);
}

describe('a real model, with its key in place,', () => {
  it("answers the customer's own example, by the model that took the place of the one it names", async () => {
    const answer = await api.generate(seedsExample);

    expect(answer.status).toBe(200);
    const { data } = completed.parse(answer.body);
    expect(answer.body).toMatchObject({
      data: {
        model: 'gemini-3-pro-image',
        requestedModel: 'gemini-3-pro-image-preview',
        usage: { credits: 1 },
      },
    });
    expect(data.data).toMatchObject([{ width: 1376, height: 768 }]);
    expect(answer.headers.get('deprecation')).toBe('@1779926400');
    expect(answer.headers.get('sunset')).toBe('Thu, 25 Jun 2026 00:00:00 GMT');
    expect((await fetch(data.data[0]?.url ?? '')).headers.get('content-type')).toBe('image/webp');

    const [{ path, headers, body } = expect.fail('Google was not asked')] = google.seen;
    expect(path).toBe('/v1beta/models/gemini-3-pro-image:generateContent');
    expect(headers['x-goog-api-key']).toBe('x');
    expect(googleRequest.parse(JSON.parse(body.toString()))).toMatchObject({
      contents: [
        { parts: [{ text: 'a serene mountain lake at sunrise\n\nDo not include: watermark, text' }] },
      ],
      generationConfig: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '16:9', imageSize: '1K' },
      },
    });
    expect(google.seen).toHaveLength(1);
  });

  it('of OpenAI draws exactly the size, in the quality of the resolution', async () => {
    const answer = await api.generate({ ...seedsExample, modelVersion: 'gpt-image-2.5-flare' });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      data: { model: 'gpt-image-2.5-flare', data: [{ width: 1536, height: 864 }] },
    });
    const [{ headers, body } = expect.fail('OpenAI was not asked')] = openAi.seen;
    expect(headers.authorization).toBe('Bearer y');
    expect(openAiRequest.parse(JSON.parse(body.toString()))).toMatchObject({
      model: 'gpt-image-2.5-flare',
      size: '1536x864',
      quality: 'medium',
    });
  });

  it('of Bedrock is asked with the credentials of the profile, and trimmed to the ratio', async () => {
    const answer = await api.generate({ ...seedsExample, modelVersion: 'stable-image-core' });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      data: { model: 'stable-image-core', data: [{ width: 1344, height: 756, croppedFrom: '16:9' }] },
    });
    const [{ path, headers, body } = expect.fail('Bedrock was not asked')] = bedrock.seen;
    expect(decodeURIComponent(path)).toBe('/model/stability.stable-image-core-v1:1/invoke');
    expect(headers.authorization).toMatch(/AKIDEXAMPLE\/\d+\/us-west-2\/bedrock\//);
    expect(stabilityRequest.parse(JSON.parse(body.toString()))).toMatchObject({
      negative_prompt: 'watermark, text',
      aspect_ratio: '16:9',
    });
  });

  it('that breaks off in the middle of its answer was asked once: paid back, and its cost suspected', async () => {
    const [calls, balance] = [google.seen.length, await api.balance()];

    const answer = await api.generate({ ...seedsExample, prompt: 'break off' });

    expect(answer.status).toBe(502);
    expect(answer.body).toMatchObject({ code: 'provider_failed', refunded: 1 });
    expect(google.seen).toHaveLength(calls + 1);
    expect(await api.balance()).toBe(balance);
    const entries = await ledgerOf(String(answer.body['jobId']));
    expect(entries).toMatchObject([
      { type: 'refund', amount: 1, providerCostUsd: null, suspectedCostUsd: null },
      { type: 'charge', amount: -1, providerCostUsd: null, suspectedCostUsd: 0.134 },
    ]);
    const log = readFileSync(join(laptop.home, 'logs/functions.log'), 'utf8');
    expect(log).toMatch(/"model":"gemini-3-pro-image","SuspectedCostUsd":0.134/);
  });

  it('shows what it cost us beside the credits, and only to operators', async () => {
    const answer = await api.generate(seedsExample);

    const { data } = completed.parse(answer.body);
    expect(await ledgerOf(data.id)).toMatchObject([{ type: 'charge', amount: -1, providerCostUsd: 0.134 }]);
    expect(JSON.stringify((await api.get(`/v0/usage/ledger?jobId=${data.id}`)).body)).not.toMatch(/cost/i);
  });

  it('draws a ratio that it has not in the nearest that it has, trims it, and says so', async () => {
    const answer = await api.generate({ ...seedsExample, aspectRatio: '2:1' });

    expect(answer.body).toMatchObject({
      data: { data: [{ width: 1376, height: 688, croppedFrom: '16:9' }] },
    });
  });

  it('refuses a ratio of which too much would be lost, and names those that it has', async () => {
    const answer = await api.generate({ ...seedsExample, aspectRatio: '8:1' });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'unsupported_aspect_ratio',
      supported: expect.arrayContaining(['16:9', '21:9', '2:1']),
    });
  });

  it('is async where it is slow, and waits for a caller who asks it to', async () => {
    const asked = { ...seedsExample, modelVersion: 'gpt-image-1' };

    const queued = await api.generate(asked);
    const waited = await api.send('POST', '/v0/images/generations', asked, { prefer: 'wait' });

    expect(queued.body).toMatchObject({ data: { status: 'queued', model: 'gpt-image-2' } });
    expect(waited.body).toMatchObject({
      data: { status: 'completed', model: 'gpt-image-2', requestedModel: 'gpt-image-1' },
    });
  });

  it('that is gone at its provider is drawn by its fallback, and its provider is asked no more', async () => {
    const asked = { ...seedsExample, modelVersion: 'doomed', sampleCount: 2 };

    const first = await api.generate(asked);
    const callsBefore = openAi.seen.length;
    // So long a function remembers that the provider was open.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const second = await api.generate({ ...asked, prompt: 'another' });

    for (const { status, body } of [first, second]) {
      expect(status).toBe(200);
      expect(body).toMatchObject({
        data: {
          model: 'gemini-nano-banana-2.1',
          requestedModel: 'doomed',
          data: [{ width: 1376, height: 768 }, {}],
          usage: { credits: 2 },
        },
      });
    }
    expect(openAi.seen).toHaveLength(callsBefore);
    const closed = await runAdmin(laptop.home, ['provider', 'list']);
    expect(JSON.stringify(closed)).toContain('gone-image: model-gone, until');
    const library = await api.get('/v0/images/library?limit=1');
    expect(library.body).toMatchObject({ data: { images: [{ modelVersion: 'gemini-nano-banana-2.1' }] } });
    expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
  });

  it('keeps its key out of every log', async () => {
    const log = readFileSync(join(laptop.home, 'logs/functions.log'), 'utf8');

    expect(log).not.toContain('AKIDEXAMPLE');
    expect(log).not.toContain(seedsExample.prompt);
  });
});
