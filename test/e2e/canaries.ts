import { flatPicture } from '../support/reference-picture.ts';
import type { ApiClient } from './api-client.ts';

/** Each is of the kind that no log may show. Letters and digits alone, so that no check of a name turns one away too early. */
export const canaries = {
  prompt: 'CanaryPromptQ7x41 with a fox',
  negativePrompt: 'CanaryNegativeQ7x42',
  variable: 'CanaryVariableQ7x43',
  unknownVariable: 'canary_variable_q7x44',
  unknownField: 'canaryFieldQ7x45',
  unknownFieldValue: 'CanaryFieldValueQ7x46',
  brokenJson: 'CanaryBrokenJsonQ7x47',
  idempotencyKey: 'CanaryIdempotencyQ7x48',
  urlToken: 'CanaryUrlTokenQ7x49',
  path: 'CanaryPathQ7x50',
  search: 'CanarySearchQ7x51',
  fileName: 'CanaryFileNameQ7x52',
  wrongKey: `dr_CanaryWrongKeyQ7x53${'a'.repeat(24)}`,
  providerKey: 'sk-CanaryProviderKeyQ7x54',
  notAPicture: 'CanaryNotAPictureQ7x55',
} as const;

/** What a provider answers that tells us back everything that it was told. */
export function echo(headers: unknown, body: Buffer, status: number) {
  const message = `You said ${body.toString()} with ${JSON.stringify(headers)}`;
  return { status, json: { error: { message, type: message, code: canaries.prompt, param: message } } };
}

type Sent = { readonly answers: readonly number[]; readonly secrets: readonly string[] };

/** Every way a request can go, each with canaries wherever a client can write. Answers the statuses, and what else is secret. */
export async function sendCanaries(api: ApiClient, host: string): Promise<Sent> {
  const { prompt, negativePrompt, urlToken } = canaries;
  const order = { prompt, negativePrompt, resolution: 'low' };
  const generate = async (body: object, headers: Record<string, string> = {}) =>
    (await api.send('POST', '/v0/images/generations', { ...order, ...body }, headers)).status;
  const echoed = (kind: string) =>
    generate({ prompt: `${prompt} ${kind}`, modelVersion: 'gpt-image-2' }, { prefer: 'wait' });
  /** The provider repeats the prompt and our key: in a refusal, a failure, and one that closes it. */
  const echoes = async () => [await echoed('echo400'), await echoed('echo500'), await echoed('echo401')];
  const replays = async () => {
    const key = { 'idempotency-key': canaries.idempotencyKey };
    return [await generate({}, key), await generate({}, key), await generate({ prompt: `${prompt} 2` }, key)];
  };
  const picture = Buffer.from(await flatPicture('#12ab34')).toString('base64');
  const base64 = (data: string) => ({ refImageBase64: [{ mimeType: 'image/png', data }] });
  const byUrl = (url: string) => generate({ refImageUrls: [url] });
  const preset = { presetId: 'preset_product_shot' };
  const variables = { product_name: canaries.variable };
  const form = new FormData();
  form.append('prompt', prompt);
  form.append('resolution', 'low');
  form.append('refImageBase64_0', new Blob([await flatPicture('#abcdef')]), `${canaries.fileName}.png`);
  const posted = { method: 'POST', headers: api.authorization, body: form };
  const wrongKey = { headers: { authorization: `Bearer ${canaries.wrongKey}` } };
  const statusOf = async (answer: Promise<{ readonly status: number }>) => (await answer).status;

  const answers = await Promise.all([
    echoes(),
    replays(),
    generate(base64(picture)),
    generate(base64(btoa(canaries.notAPicture))),
    generate({ sampleCount: 3, modelVersion: 'sandbox-partial' }),
    ...['sandbox-blocked', 'sandbox-flaky', 'sandbox-outage'].map((name) => generate({ modelVersion: name })),
    generate({ ...preset, variables }),
    generate({ ...preset, variables: { ...variables, [canaries.unknownVariable]: 'x' } }),
    generate({ [canaries.unknownField]: canaries.unknownFieldValue }),
    byUrl(`${host}/picture.png?token=${urlToken}`),
    byUrl(`${host}/gone.png?token=${urlToken}`),
    byUrl(`https://user:${urlToken}@10.0.0.1/x.png?token=${urlToken}`),
    byUrl(`http://127.0.0.1:1/x.png?token=${urlToken}`),
    statusOf(api.generate(`{"prompt":"${canaries.brokenJson}`)),
    statusOf(api.call('/v0/images/generations', posted)),
    statusOf(api.get(`/v0/${canaries.path}`)),
    statusOf(api.get(`/v0/images/generations/${canaries.path}`)),
    statusOf(api.get(`/v0/images/library?search=${canaries.search}`)),
    statusOf(api.call('/v0/usage', wrongKey)),
  ]);
  return { answers: answers.flat(), secrets: [picture.slice(40, 90)] };
}

/** Sends a picture with a signed form, and uses it. What signs the form is as good as a key, for a while. */
export async function sendUpload(api: ApiClient): Promise<Sent> {
  const bytes = await flatPicture('#fedcba');
  const { body } = await api.send('POST', '/v0/uploads', { mimeType: 'image/png', bytes: bytes.length });
  const { uploadId, url, fields } = body['data'] as {
    uploadId: string;
    url: string;
    fields: Record<string, string>;
  };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes]));
  const sent = await fetch(url, { method: 'POST', body: form });
  const used = await api.generate({
    prompt: canaries.prompt,
    resolution: 'low',
    refImageUploads: [uploadId],
  });
  const signatures = Object.entries(fields).flatMap(([name, value]) =>
    /signature|policy/i.test(name) ? [value.slice(0, 60)] : [],
  );
  return {
    answers: [sent.status, used.status],
    secrets: [...signatures, Buffer.from(bytes).toString('base64').slice(40, 90)],
  };
}
