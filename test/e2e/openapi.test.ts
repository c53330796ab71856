import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openapiDocument } from '../../lambdas/api/openapi/document.ts';
import { operations } from '../../lambdas/api/openapi/operations.ts';
import { type ApiClient, apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

type Case = { method: string; path: string; name: string; body: unknown; status: number };

const bodyExamples = Object.entries(operations).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { body, answer }]) =>
    Object.entries(body?.examples ?? {}).map(
      ([name, example]): Case => ({
        method: method.toUpperCase(),
        path,
        name,
        body: example,
        status: answer.status,
      }),
    ),
  ),
);

/** Ids of things that are there, for the addresses of examples. */
async function idsOf() {
  const { data } = completed.parse((await api.generate({ prompt: 'x', resolution: 'low' })).body);
  const preset = await api.send('POST', '/v0/presets', { name: 'Mine', template: 'a thing' });
  return {
    '{jobId}': data.id,
    '{imageId}': String(data.data[0]?.id),
    '{presetId}': String((preset.body as { data: { id: string } }).data.id),
  };
}

function addressed(path: string, ids: Readonly<Record<string, string>>): string {
  return Object.entries(ids).reduce((text, [name, id]) => text.replace(name, id), path);
}

describe('the OpenAPI document', () => {
  it('is served as it is made from the schemas, to anybody', async () => {
    const response = await fetch(`${laptop.apiUrl}/v0/openapi.json`);

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openapiDocument())));
  });

  it.each(bodyExamples)(
    'has an example of $method $path that works: $name',
    async ({ method, path, body, status }) => {
      const ids = await idsOf();

      const answer = await api.send(method, addressed(path, ids), body);

      expect(answer.body).not.toHaveProperty('error');
      expect(answer.status).toBe(status);
    },
  );

  const gets = Object.keys(operations).filter((path) => operations[path]?.get?.answer.data !== undefined);
  it.each(gets)('describes what GET %s answers', async (path) => {
    const answer = await api.get(addressed(path, await idsOf()));

    expect(answer.status).toBe(200);
  });
});

describe('the page of documentation', () => {
  it('loads nothing from anywhere else, and says so to the browser', async () => {
    const response = await fetch(`${laptop.apiUrl}/v0/docs`);
    const page = await response.text();

    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(page).not.toMatch(/https?:\/\//);
  });

  it.each([
    ['swagger-ui.css', 'text/css; charset=utf-8', 100_000],
    ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8', 1_000_000],
    ['start.js', 'text/javascript; charset=utf-8', 100],
  ])('has its own %s', async (name, type, least) => {
    const response = await fetch(`${laptop.apiUrl}/v0/docs/${name}`);

    expect(response.headers.get('content-type')).toBe(type);
    expect((await response.text()).length).toBeGreaterThan(least);
  });

  it.each(['package.json', '..%2findex.cjs', 'constructor', '%00'])('has no file %s', async (name) => {
    const answer = await api.call(`/v0/docs/${name}`);

    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'not_found' });
  });
});
