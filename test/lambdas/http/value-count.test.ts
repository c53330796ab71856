import { describe, expect, it } from 'vitest';
import { createGenerationBody, maxValues } from '../../../lambdas/api/create-generation/request.ts';
import { mayHoldMoreValues } from '../../../lambdas/http/value-count.ts';
import { completing, generationApi } from '../../support/generation-api.ts';

describe('the values of JSON', () => {
  it.each([
    ['null', 0],
    ['[]', 1],
    ['[[],{}]', 4],
    ['{"a":{"b":0},"c":[1,2]}', 5],
    ['[[[[', 4],
  ])('of %s are at most %d beside the first, as text and as bytes', (json, count) => {
    for (const form of [json, Buffer.from(json)]) {
      expect(mayHoldMoreValues(form, count)).toBe(false);
      expect(mayHoldMoreValues(form, count - 1)).toBe(count > 0);
    }
  });
});

describe('a body of more values than its function has memory for', () => {
  const repeated = (text: string) => text.repeat(Math.floor(4_400_000 / text.length));
  const bodies = [
    ['objects', `{"prompt":"x","variables":{"a":[${repeated('{},')}0]}}`],
    ['lists within lists', `{"prompt":"x","variables":{"a":${repeated('[')}`],
    ['unknown fields', `{"prompt":"x",${repeated('"a":0,')}"b":0}`],
    ['uploads', `{"prompt":"x","refImageUploads":[${repeated('"a",')}"b"]}`],
  ] as const;

  it.each(bodies)('as %s is refused before it is parsed', async (_, body) => {
    const { post, store } = generationApi();

    expect(await post(body)).toMatchObject({
      status: 400,
      body: {
        code: 'invalid_request',
        issues: [{ path: '', message: `Must hold at most ${maxValues} values.` }],
      },
    });
    expect([...store.jobs]).toEqual([]);
  });

  it('in a field of a form is refused as what it is not', async () => {
    const { post } = generationApi();
    const variables = `{"a":[${repeated('{},')}0]}`;
    const part = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

    const answer = await post(`${part('prompt', 'x')}${part('variables', variables)}--b--\r\n`, {
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body['issues']).toMatchObject([
      { path: 'variables', message: expect.stringContaining('an object') },
    ]);
  });

  it('is never one that is valid: commas fill every text, and variables every byte', async () => {
    const commas = (count: number) => ','.repeat(count);
    const body = {
      prompt: commas(8000),
      negativePrompt: commas(8000),
      variables: { a: Array(31_990).fill(0) },
      refImageUrls: Array(5).fill(commas(8000)),
      refImageUploads: Array(5).fill(commas(200)),
      refImageBase64: Array(5).fill({ mimeType: commas(200), data: 'AAAA' }),
    };

    expect(createGenerationBody.safeParse(body).error).toBeUndefined();
    expect(mayHoldMoreValues(JSON.stringify(body), maxValues)).toBe(false);
    const { post } = generationApi(completing());
    expect((await post(body)).body).not.toMatchObject({ code: 'invalid_request' });
  });
});

describe('a form of more parts than its function has memory for', () => {
  it.each([
    ['of fields', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'],
    ['of delimiters alone', '--b\r\n'],
  ])('%s is refused before it is parsed', async (_, part) => {
    const { post } = generationApi();
    const body = `${part.repeat(Math.floor(4_400_000 / part.length))}--b--\r\n`;

    const answer = await post(body, { headers: { 'content-type': 'multipart/form-data; boundary=b' } });

    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'invalid_request',
        issues: [{ path: '', message: 'Must have at most 60 parts.' }],
      },
    });
  });
});
