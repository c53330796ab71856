import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, commandOf } from '../support/processes.ts';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop();
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const json = { 'content-type': 'application/json' };
const generations = '/v0/images/generations';

describe('a request that cannot be served', () => {
  it.each([
    ['malformed JSON', '{"prompt": "x"', 'invalid_request'],
    ['a body that is no object', '[]', 'invalid_request'],
    ['an unknown field', { prompt: 'x', sampelCount: 3 }, 'invalid_request'],
    ['a wrong type', { prompt: 7 }, 'invalid_request'],
    ['an unknown ratio', { prompt: 'x', aspectRatio: '5:3' }, 'invalid_request'],
    ['an unknown resolution', { prompt: 'x', resolution: '8k' }, 'invalid_request'],
    ['no sample', { prompt: 'x', sampleCount: 0 }, 'invalid_request'],
    ['too many samples', { prompt: 'x', sampleCount: 11 }, 'invalid_request'],
    ['a number as text', { prompt: 'x', sampleCount: '2' }, 'invalid_request'],
    ['an empty prompt', { prompt: '' }, 'invalid_request'],
    ['a prompt of white space', { prompt: ' \n\t ' }, 'invalid_request'],
    ['a prompt of 9,000 characters', { prompt: 'x'.repeat(9000) }, 'invalid_request'],
    ['an unknown model', { prompt: 'x', modelVersion: 'dall-e-9' }, 'unknown_model'],
    ['an unknown preset', { presetId: 'preset_nobody' }, 'unknown_preset'],
  ])('is answered with 400 for %s, stores nothing and charges nothing', async (_, body, code) => {
    const answer = await api.generate(body);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, error: expect.any(String), requestId: expect.any(String) });
    expect(answer.headers.get('x-request-id')).toBe(answer.body['requestId']);
    expect(await api.balance()).toBe(1000);
    expect((await api.get('/v0/images/library')).body).toMatchObject({ data: { total: 0 } });
  });

  it('says all that is wrong at once, with the nearest known name', async () => {
    const { body } = await api.generate({ prompt: '', sampelCount: 3, resolution: 'huge' });

    expect(JSON.stringify(body['issues'])).toContain('sampleCount');
    expect(body['issues']).toHaveLength(3);
  });

  it.each([
    ['no key', {}],
    ['another scheme', { authorization: 'Basic abc' }],
    ['an unknown key', { authorization: `Bearer dr_${'A'.repeat(43)}` }],
    ['a malformed key', { authorization: 'Bearer hello' }],
  ])('is answered with 401 for %s, before its body is looked at', async (_, headers) => {
    const answer = await api.call(generations, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: '{',
    });

    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'unauthorized', requestId: expect.any(String) });
  });

  it('is answered with 401 for a key that was revoked', async () => {
    const { apiKey } = await runAdmin(laptop.home, ['team', 'create', '--name', 'Short', '--credits', '5']);
    await runAdmin(laptop.home, ['key', 'revoke', '--key', String(apiKey)]);

    expect((await apiClient(laptop.apiUrl, String(apiKey)).get('/v0/usage')).status).toBe(401);
  });

  it('is answered with 402 for a team with too few credits', async () => {
    const { apiKey } = await runAdmin(laptop.home, ['team', 'create', '--name', 'Poor', '--credits', '3']);

    const answer = await apiClient(laptop.apiUrl, String(apiKey)).generate({ prompt: 'x', resolution: '4k' });

    expect(answer.status).toBe(402);
    expect(answer.body).toMatchObject({ code: 'insufficient_credits', required: 4, balance: 3 });
  });

  it.each([
    ['an unknown path', 'GET', '/v0/nothing', 404, 'not_found'],
    ['an unknown path outside the API', 'GET', '/', 404, 'not_found'],
    ['a wrong method', 'DELETE', generations, 405, 'method_not_allowed'],
    ['a wrong method on a job', 'PUT', `${generations}/job_1`, 405, 'method_not_allowed'],
    ['a wrong method on the library', 'POST', '/v0/images/library', 405, 'method_not_allowed'],
  ])('is answered for %s without asking for a key', async (_, method, path, status, code) => {
    const answer = await api.call(path, { method });

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, requestId: expect.any(String) });
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET|POST/);
  });

  it('is answered with 413 for a body of 7 MB', async () => {
    const answer = await api.generate({ prompt: 'x'.repeat(7 * 1024 * 1024) });

    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ code: 'payload_too_large', limitBytes: expect.any(Number) });
  });

  it('is answered with 415 for a body that is not JSON', async () => {
    const headers = { authorization: `Bearer ${laptop.apiKey}`, 'content-type': 'text/plain' };
    const answer = await api.call(generations, { method: 'POST', headers, body: 'a fox' });

    expect(answer.status).toBe(415);
    expect(answer.body).toMatchObject({ code: 'unsupported_media_type' });
  });

  it.each(['page=0', 'limit=101', 'limit=x', `search=${'x'.repeat(201)}`, `search=${'x'.repeat(10_000)}`])(
    'is answered with 400 for a library of %s',
    async (query) => {
      const answer = await api.get(`/v0/images/library?${query}`);

      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'invalid_request' });
    },
  );

  it.each([
    `${generations}/nonsense`,
    `${generations}/job_%00`,
    '/v0/images/library/img_1',
    '/v0/images/library/..%2f',
  ])('is answered with 404 for the id in %s', async (path) => {
    const answer = await api.get(path);

    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'not_found' });
  });
});

describe('a stack whose database is gone', () => {
  it('answers 503 and when to come back, and tells nothing of the database', async () => {
    const broken = await startLaptop();
    const client = apiClient(broken.apiUrl, broken.apiKey);
    // It is started again each time, and ended again before it can answer.
    const ending = setInterval(() => {
      for (const pid of childrenOf(broken.pid)) {
        if (commandOf(pid)?.includes('dynoxide\0serve')) killed(pid);
      }
    }, 20);

    const answer = await client.get('/v0/usage').finally(() => clearInterval(ending));
    await broken.stop();

    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'overloaded', requestId: expect.any(String) });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(JSON.stringify(answer.body)).not.toMatch(/dynamo|table|ECONN|127\.0\.0\.1/i);
  });
});

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}
