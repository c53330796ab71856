import { describe, expect, it } from 'vitest';
import { sandboxModels } from '../../../lambdas/domain/generation/catalogue/sandbox-models.ts';
import { fixedCatalogue } from '../../../lambdas/domain/generation/fixed-catalogue.ts';
import { completing, generationApi } from '../../support/generation-api.ts';

type Row = readonly [what: string, body: unknown, code: string, extras: Record<string, unknown>];

const narrow = sandboxModels.map((model) => ({
  ...model,
  aspectRatios: ['1:1' as const, '16:9' as const],
  resolutions: ['standard' as const],
  maxReferenceImages: 1,
  maxSampleCount: 2,
  maxPromptLength: 10,
}));

function issue(path: string, message: unknown = expect.any(String)) {
  return { issues: [{ path, message }] };
}

const rows: readonly Row[] = [
  ['malformed JSON', '{"prompt": "x"', 'invalid_request', issue('', 'Is not valid JSON.')],
  ['no body', '', 'invalid_request', issue('')],
  ['a list', [], 'invalid_request', issue('', 'Must be an object, not a list.')],
  ['null', 'null', 'invalid_request', issue('', 'Must be an object, not null.')],
  ['no prompt', {}, 'invalid_request', issue('prompt', 'Must not be empty.')],
  ['a prompt that is null', { prompt: null }, 'invalid_request', issue('prompt')],
  ['an empty prompt', { prompt: '' }, 'invalid_request', issue('prompt')],
  ['a prompt of white space', { prompt: ' \n\t\u00a0\u3000' }, 'invalid_request', issue('prompt')],
  ['a number as prompt', { prompt: 7 }, 'invalid_request', issue('prompt', 'Must be text, not 7.')],
  [
    'a prompt of 8,001 characters',
    { prompt: '🦊'.repeat(8001) },
    'invalid_request',
    issue('prompt', 'Must be at most 8000 characters long.'),
  ],
  [
    'an unknown ratio',
    { prompt: 'x', aspectRatio: '5:3' },
    'invalid_request',
    issue('aspectRatio', expect.stringContaining('19.5:9')),
  ],
  ['an unknown resolution', { prompt: 'x', resolution: '8k' }, 'invalid_request', issue('resolution')],
  [
    'no sample',
    { prompt: 'x', sampleCount: 0 },
    'invalid_request',
    issue('sampleCount', 'Must be at least 1.'),
  ],
  [
    'eleven samples',
    { prompt: 'x', sampleCount: 11 },
    'invalid_request',
    issue('sampleCount', 'Must be at most 10.'),
  ],
  [
    'a number as text',
    { prompt: 'x', sampleCount: '2' },
    'invalid_request',
    issue('sampleCount', 'Must be a number, not text.'),
  ],
  [
    'half a sample',
    { prompt: 'x', sampleCount: 1.5 },
    'invalid_request',
    issue('sampleCount', 'Must be a whole number, not 1.5.'),
  ],
  ['a text as truth', { prompt: 'x', isPublic: 'true' }, 'invalid_request', issue('isPublic')],
  ['__proto__', '{"prompt":"x","__proto__":{"a":1}}', 'invalid_request', issue('__proto__')],
  [
    'an unknown field',
    { prompt: 'x', sampelCount: 3 },
    'invalid_request',
    issue('sampelCount', 'Is not a known field; the nearest known name is "sampleCount".'),
  ],
  [
    'a wrong field in a reference',
    { prompt: 'x', refImageBase64: [{ mimeType: 'image/png', data: 'AA==', name: 'a' }] },
    'invalid_request',
    issue('refImageBase64.0.name'),
  ],
  [
    'six references',
    { prompt: 'x', refImageUrls: Array.from({ length: 6 }, () => 'https://example.com/a.png') },
    'invalid_request',
    issue('refImageUrls', 'Must be at most 5 items long.'),
  ],
  [
    'an unknown model',
    { prompt: 'x', modelVersion: 'dall-e-9' },
    'unknown_model',
    { available: sandboxModels.map(({ id }) => id) },
  ],
  ['an unknown preset', { presetId: 'preset_nobody', variables: { a: 1 } }, 'unknown_preset', {}],
  [
    'a variable of no preset',
    { prompt: 'x', variables: { product: 'shoe' } },
    'unknown_variable',
    { requirements: [] },
  ],
];

const rowsOfNarrowModel: readonly Row[] = [
  [
    'a ratio',
    { prompt: 'x', aspectRatio: '4:5' },
    'unsupported_aspect_ratio',
    { supported: ['1:1', '16:9'] },
  ],
  ['a resolution', { prompt: 'x', resolution: '4k' }, 'unsupported_resolution', { supported: ['standard'] }],
  ['a count', { prompt: 'x', sampleCount: 3 }, 'unsupported_sample_count', { supported: [1, 2] }],
  ['a prompt', { prompt: 'x'.repeat(11) }, 'invalid_request', issue('prompt')],
  [
    'references',
    { prompt: 'x', refImageUrls: ['https://a.example/1.png', 'https://a.example/2.png'] },
    'unsupported_reference_images',
    { supported: [0, 1] },
  ],
];

describe('a body that cannot be served', () => {
  it.each(rows)('is refused before anything is stored: %s', async (_, body, code, extras) => {
    const { post, store, runner } = generationApi();

    const answer = await post(body);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error: expect.any(String), code, requestId: 'request-1', ...extras });
    expect(store.jobs.size + store.params.size + runner.started.length).toBe(0);
  });

  it.each(rowsOfNarrowModel)('is refused where the model cannot serve %s', async (_, body, code, extras) => {
    const { post, store } = generationApi(undefined, { catalogue: fixedCatalogue(narrow) });

    const answer = await post(body);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, ...extras });
    expect(store.jobs.size).toBe(0);
  });

  it('is told everything that is wrong at once', async () => {
    const { post } = generationApi();

    const { body } = await post({ prompt: ' ', sampelCount: 3, resolution: 'huge', sampleCount: 0, n: 2 });

    expect(body['error']).toBe(
      'The request is not valid: resolution must be one of: low, standard, high, 4k.' +
        ' See "issues" for what else is wrong.',
    );
    const issues = body['issues'] as { path: string }[];
    expect(issues.map(({ path }) => path).sort()).toEqual([
      'n',
      'prompt',
      'resolution',
      'sampelCount',
      'sampleCount',
    ]);
  });

  it('is refused with 415 when it is not JSON, whatever it holds', async () => {
    const { post } = generationApi();

    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const answer = await post({ prompt: 'x' }, { headers: { 'content-type': type } });
      expect(answer.status).toBe(415);
      expect(answer.body).toMatchObject({ code: 'unsupported_media_type' });
    }
  });

  it('is refused with 413 over 4.5 MB', async () => {
    const { post } = generationApi();

    const answer = await post({ prompt: 'x'.repeat(4_500_000) });

    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ code: 'payload_too_large', limitBytes: 4_500_000 });
  });
});

describe('a body that can be served', () => {
  it.each([
    ['nulls for what is optional', { prompt: 'x', negativePrompt: null, sampleCount: null, presetId: null }],
    ['empty lists and variables', { prompt: 'x', variables: {}, refImageBase64: [], refImageUrls: [] }],
    ['8,000 characters outside the basic plane', { prompt: '🦊'.repeat(8000) }],
  ])('may hold %s', async (_, body) => {
    const { post } = generationApi(completing());

    expect((await post(body)).status).toBe(200);
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', undefined])(
    'may be typed %s',
    async (type) => {
      const { post } = generationApi(completing());
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };

      expect((await post({ prompt: 'x' }, { headers })).status).toBe(200);
    },
  );
});

describe('a query that cannot be served', () => {
  it.each<Record<string, string>>([
    { async: 'yes' },
    { async: '' },
    { include_base64: 'TRUE' },
    { response_format: 'png' },
  ])('is refused: %j', async (query) => {
    const { post } = generationApi();

    const answer = await post({ prompt: 'x' }, { query });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', issues: [{ path: Object.keys(query)[0] }] });
  });

  it('is not one with names that we do not know', async () => {
    const { post } = generationApi(completing());

    expect(
      (await post({ prompt: 'x' }, { query: { utm_source: 'mail', response_format: 'url' } })).status,
    ).toBe(200);
  });
});
