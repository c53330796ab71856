import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop();
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const poster = {
  name: 'Poster',
  template: 'A poster of {{place}}, {{count}} birds, {{style}}.',
  negativePrompt: 'text',
  aspectRatio: '2:3',
  resolution: 'low',
  requirements: [
    { key: 'place', type: 'text', required: true, maxLength: 40 },
    { key: 'count', type: 'number', min: 0, max: 9, default: 3 },
    { key: 'style', type: 'select', options: ['woodcut', 'ink'], default: 'ink' },
  ],
};

describe('a preset that cannot be', () => {
  it.each([
    ['no name', { ...poster, name: ' ' }],
    ['an unknown field', { ...poster, tempalte: 'x' }],
    ['a placeholder that is none', { name: 'x', template: 'a {{product-name}}' }],
    [
      'a number beyond measure',
      { name: 'x', template: 'x', requirements: [{ key: 'n', type: 'number', max: 1e30 }] },
    ],
    ['a placeholder of nothing', { ...poster, template: '{{nowhere}}' }],
    ['a key twice', { ...poster, requirements: [...poster.requirements, poster.requirements[0]] }],
    [
      'the name of a field as a key',
      { name: 'x', template: 'x', requirements: [{ key: 'prompt', type: 'text' }] },
    ],
    ['__proto__ as a key', { name: 'x', template: 'x', requirements: [{ key: '__proto__', type: 'text' }] }],
    [
      'options without end',
      {
        name: 'x',
        template: 'x',
        requirements: Array.from({ length: 50 }, (_, index) => ({
          key: `key_${index}`,
          type: 'select',
          options: Array.from({ length: 100 }, (_, option) => String(option).padEnd(200, 'ก')),
        })),
      },
    ],
    ['a parenthesis as a key', { name: 'x', template: 'x', requirements: [{ key: '(', type: 'file' }] }],
    [
      'a key that a form could take for a numbered file',
      {
        name: 'x',
        template: 'x',
        requirements: [
          { key: 'photo', type: 'file' },
          { key: 'photo_1', type: 'text' },
        ],
      },
    ],
    [
      'constructor as a key',
      { name: 'x', template: 'x', requirements: [{ key: 'constructor', type: 'text' }] },
    ],
    [
      'a default that is no option',
      {
        name: 'x',
        template: 'x',
        requirements: [{ key: 'a', type: 'select', options: ['b'], default: 'c' }],
      },
    ],
    ['a template of 9,000 characters', { name: 'x', template: 'x'.repeat(9000) }],
    ['a ratio of nobody', { ...poster, aspectRatio: '5:3' }],
  ])('is refused for %s', async (_, body) => {
    const answer = await api.send('POST', '/v0/presets', body);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', issues: [expect.anything()] });
  });
});
