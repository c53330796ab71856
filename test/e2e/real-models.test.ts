import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stabilityRequest } from '../support/providers/bedrock-stub.ts';
import { googleRequest } from '../support/providers/google-stub.ts';
import { openAiRequest } from '../support/providers/openai-stub.ts';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed } from './api-client.ts';
import { ledgerOf, seedsExample, startRealLaptop } from './real-laptop.ts';

let real: Awaited<ReturnType<typeof startRealLaptop>>;
let api: ApiClient;

beforeAll(async () => {
  real = await startRealLaptop();
  api = apiClient(real.laptop.apiUrl, real.laptop.apiKey);
});
afterAll(() => real?.stop());

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

    const [{ path, headers, body } = expect.fail('Google was not asked')] = real.google.seen;
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
    expect(real.google.seen).toHaveLength(1);
  });

  it('of OpenAI draws exactly the size, in the quality of the resolution', async () => {
    const answer = await api.generate({ ...seedsExample, modelVersion: 'gpt-image-2.5-flare' });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      data: { model: 'gpt-image-2.5-flare', data: [{ width: 1536, height: 864 }] },
    });
    const [{ headers, body } = expect.fail('OpenAI was not asked')] = real.openAi.seen;
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
    const [{ path, headers, body } = expect.fail('Bedrock was not asked')] = real.bedrock.seen;
    expect(decodeURIComponent(path)).toBe('/model/stability.stable-image-core-v1:1/invoke');
    expect(headers.authorization).toMatch(/AKIDEXAMPLE\/\d+\/us-west-2\/bedrock\//);
    expect(stabilityRequest.parse(JSON.parse(body.toString()))).toMatchObject({
      negative_prompt: 'watermark, text',
      aspect_ratio: '16:9',
    });
  });

  it('that breaks off in the middle of its answer was asked once: paid back, and its cost suspected', async () => {
    const [calls, balance] = [real.google.seen.length, await api.balance()];

    const answer = await api.generate({ ...seedsExample, prompt: 'break off' });

    expect(answer.status).toBe(502);
    expect(answer.body).toMatchObject({ code: 'provider_failed', refunded: 1 });
    expect(real.google.seen).toHaveLength(calls + 1);
    expect(await api.balance()).toBe(balance);
    const entries = await ledgerOf(real.laptop, String(answer.body['jobId']));
    expect(entries).toMatchObject([
      { type: 'refund', amount: 1, providerCostUsd: null, suspectedCostUsd: null },
      { type: 'charge', amount: -1, providerCostUsd: null, suspectedCostUsd: 0.134 },
    ]);
    const log = readFileSync(join(real.laptop.home, 'logs/functions.log'), 'utf8');
    expect(log).toMatch(/"provider":"google","SuspectedCostUsd":0.134/);
  });

  it('shows what it cost us beside the credits, and only to operators', async () => {
    const answer = await api.generate(seedsExample);

    const { data } = completed.parse(answer.body);
    expect(await ledgerOf(real.laptop, data.id)).toMatchObject([
      { type: 'charge', amount: -1, providerCostUsd: 0.134 },
    ]);
    expect(JSON.stringify((await api.get(`/v0/usage/ledger?jobId=${data.id}`)).body)).not.toMatch(/cost/i);
  });

  it('says in the library who made a picture, and gives its team the bytes as they came', async () => {
    const { data } = completed.parse((await api.generate(seedsExample)).body);
    const path = `/v0/images/library/${data.data[0]?.id}`;

    const { body } = await api.get(path);
    const original = await fetch(`${real.laptop.apiUrl}${path}/download?original=true`, {
      headers: api.authorization,
    });

    const bytes = Buffer.from(await original.arrayBuffer());
    expect(body).toMatchObject({
      data: {
        modelVersion: 'gemini-3-pro-image',
        provenance: {
          provider: 'google',
          model: 'gemini-3-pro-image',
          original: { mimeType: 'image/png', bytes: bytes.length, hasContentCredentials: false },
        },
      },
    });
    expect(original.headers.get('content-type')).toBe('image/png');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const storageKey = data.data[0]?.storageKey ?? '';
    const outside = await fetch(
      `${real.laptop.cdnUrl}/${storageKey.replace('generated/', 'originals/').replace('.webp', '')}`,
    );
    expect(outside.status).toBe(403);
  });

  it('draws a ratio that it has not in the nearest that it has, trims it, and says so', async () => {
    const answer = await api.generate({ ...seedsExample, aspectRatio: '2:1' });

    expect(answer.body).toMatchObject({
      data: { data: [{ width: 1376, height: 688, croppedFrom: '16:9' }] },
    });
  });

  it('draws 4k at its real size, for 4 credits', async () => {
    const answer = await api.generate({ ...seedsExample, resolution: '4k' });

    expect(answer.body).toMatchObject({
      data: { data: [{ width: 5504, height: 3072 }], usage: { credits: 4 } },
    });
  });

  it('that sends something else than a picture was asked once, and is paid back', async () => {
    const calls = real.google.seen.length;

    const answer = await api.generate({ ...seedsExample, prompt: 'wrong content' });

    expect(answer.status).toBe(502);
    expect(answer.body).toMatchObject({
      code: 'provider_failed',
      error: 'The model delivered something that is not a readable image.',
      refunded: 1,
    });
    expect(real.google.seen).toHaveLength(calls + 1);
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
    const callsBefore = real.openAi.seen.length;
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
    expect(real.openAi.seen).toHaveLength(callsBefore);
    const closed = await runAdmin(real.laptop.home, ['provider', 'list']);
    expect(JSON.stringify(closed)).toContain('gone-image: model-gone, until');
    const library = await api.get('/v0/images/library?limit=1');
    expect(library.body).toMatchObject({ data: { images: [{ modelVersion: 'gemini-nano-banana-2.1' }] } });
    expect(await runAdmin(real.laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
  });

  it('keeps its key out of every log', async () => {
    const log = readFileSync(join(real.laptop.home, 'logs/functions.log'), 'utf8');

    expect(log).not.toContain('AKIDEXAMPLE');
    expect(log).not.toContain(seedsExample.prompt);
  });
});
