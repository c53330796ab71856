import { describe, expect, it } from 'vitest';
import { generationApi } from '../../support/generation-api.ts';

describe('a body and a query', () => {
  it('are told together what is wrong with them', async () => {
    const { post } = generationApi();

    const { body } = await post({ promt: 'x', sampleCount: 0 }, { query: { async: 'maybe' } });

    expect(body['issues']).toMatchObject([
      { path: 'async' },
      { path: 'sampleCount' },
      { path: 'promt' },
      { path: 'prompt' },
    ]);
  });
});

describe('an unknown field', () => {
  it('is told the nearest known name, within lists too', async () => {
    const { post } = generationApi();

    const { body } = await post({ prompt: 'x', refImageBase64: [{ mimetype: 'image/png', data: 'AAAA' }] });

    expect(body['issues']).toContainEqual({
      path: 'refImageBase64.0.mimetype',
      message: 'Is not a known field; the nearest known name is "mimeType".',
    });
  });
});
