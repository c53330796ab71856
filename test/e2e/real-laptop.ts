import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import * as z from 'zod';
import { answerAsStability } from '../support/providers/bedrock-stub.ts';
import { answerAsGoogle } from '../support/providers/google-stub.ts';
import { answerAsOpenAi } from '../support/providers/openai-stub.ts';
import { startStubServer } from '../support/providers/stub-server.ts';
import { runAdmin } from './admin.ts';
import { type Laptop, startLaptop } from './laptop.ts';

/** What the customer's page shows. */
export const seedsExample = {
  prompt: 'a serene mountain lake at sunrise',
  negativePrompt: 'watermark, text',
  variables: {},
  aspectRatio: '16:9',
  resolution: 'standard',
  sampleCount: 1,
  modelVersion: 'gemini-3-pro-image-preview',
  isPublic: false,
};

const page = { mimeType: 'image/png', data: Buffer.from('<html>Sign in</html>').toString('base64') };
const pageInsteadOfPicture = {
  status: 200,
  json: { candidates: [{ content: { parts: [{ inlineData: page }] }, finishReason: 'STOP' }] },
};

/** A laptop with every key in place, whose providers are stubs that speak their wire formats. */
export async function startRealLaptop() {
  const google = await startStubServer((request) => {
    if (request.body.includes('break off')) return { cutAfter: '{"candidates":[{"content":{' };
    return request.body.includes('wrong content') ? pageInsteadOfPicture : answerAsGoogle(request);
  });
  const openAi = await startStubServer((request) =>
    request.body.includes('gone-image')
      ? { status: 404, json: { error: { message: 'gone', code: 'model_not_found', type: 'x', param: null } } }
      : answerAsOpenAi(request),
  );
  const bedrock = await startStubServer(answerAsStability);
  const credentials = join(mkdtempSync(join(inject('homes'), 'aws-')), 'credentials');
  writeFileSync(credentials, '[studio]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = x\n');
  const laptop = await startLaptop({
    DARKROOM_KEEP_ORIGINALS: 'on',
    GEMINI_API_KEY: 'x',
    GOOGLE_GEMINI_BASE_URL: google.url,
    OPENAI_API_KEY: 'y',
    OPENAI_BASE_URL: `${openAi.url}/v1`,
    AWS_PROFILE: 'studio',
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
  });
  await putDoomedModel(laptop);
  await runAdmin(laptop.home, ['provider', 'limit', '--provider', 'openai', '--images-per-minute', '6000']);
  return {
    laptop,
    google,
    openAi,
    bedrock,
    stop: async () => {
      await laptop.stop();
      await Promise.all([google, openAi, bedrock].map((stub) => stub.stop()));
    },
  };
}

/** The entries of one job, as operators see them. */
export async function ledgerOf(laptop: Laptop, jobId: string) {
  const { entries } = z
    .object({ entries: z.array(z.looseObject({ jobId: z.string().nullable() })) })
    .parse(await runAdmin(laptop.home, ['ledger', '--team', laptop.teamId]));
  return entries.filter((entry) => entry.jobId === jobId);
}

/** A model that its provider does not know, with one that draws instead. */
async function putDoomedModel(laptop: Laptop): Promise<void> {
  const listed = z
    .object({ models: z.array(z.looseObject({ id: z.string() })) })
    .parse(await runAdmin(laptop.home, ['model', 'list']));
  const flare = listed.models.find(({ id }) => id === 'gpt-image-2.5-flare');
  const path = join(laptop.home, 'doomed.json');
  const doomed = { id: 'doomed', providerModel: 'gone-image', fallback: 'gemini-nano-banana-2.1' };
  writeFileSync(path, JSON.stringify({ ...flare, ...doomed, aliases: [] }));
  await runAdmin(laptop.home, ['model', 'put', '--file', path]);
}
