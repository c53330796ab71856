import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '180' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const one = z.object({ data: z.record(z.string(), z.unknown()) });

async function imageOf(body: unknown, query = '') {
  const answer = await api.generate(body, query);
  const { data } = completed.parse(answer.body);
  return one.parse((await api.get(`/v0/images/library/${data.data[0]?.id}`)).body).data;
}

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

async function created(body: object): Promise<string> {
  const answer = await api.send('POST', '/v0/presets', body);
  expect(answer.status).toBe(201);
  return z.object({ data: z.object({ id: z.string() }) }).parse(answer.body).data.id;
}

describe('a preset', () => {
  it('is made, read, listed, replaced and removed by its team', async () => {
    const answer = await api.send('POST', '/v0/presets', poster);
    const { id } = z.object({ id: z.string().regex(/^preset_/) }).parse(answer.body['data']);
    const address = `/v0/presets/${id}`;

    expect(answer.headers.get('location')).toBe(address);
    expect((await api.get(address)).body).toEqual(answer.body);
    expect(JSON.stringify((await api.get('/v0/presets')).body)).toContain(id);

    const put = await api.send('PUT', address, { name: 'Poster 2', template: 'Just a poster.' });
    expect(put.body).toMatchObject({ data: { id, name: 'Poster 2', aspectRatio: null, requirements: [] } });
    expect((await api.send('DELETE', address)).status).toBe(204);
    expect((await api.send('DELETE', address)).status).toBe(404);
    for (const gone of [address, '/v0/presets/nonsense', `/v0/presets/${'x'.repeat(1100)}`]) {
      expect((await api.get(gone)).status).toBe(404);
      expect((await api.send('PUT', gone, poster)).status).toBe(404);
      expect((await api.send('DELETE', gone)).status).toBe(404);
    }
  });

  it('that comes with the service can be read, and neither replaced nor removed', async () => {
    const address = '/v0/presets/preset_product_shot';

    expect((await api.get(address)).body).toMatchObject({ data: { builtIn: true } });
    for (const answer of [await api.send('PUT', address, poster), await api.send('DELETE', address)]) {
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('GET');
    }
  });

  it('renders its template in one pass, and decides what the request leaves open', async () => {
    const presetId = await created(poster);

    const variables = { place: '{{style}} and {{prompt}}', count: 0, style: null };

    const image = await imageOf({ presetId, prompt: '  ', variables });

    expect(image).toMatchObject({
      presetId,
      prompt: 'A poster of {{style}} and {{prompt}}, 0 birds, ink.',
      userPrompt: '',
      variables: { place: '{{style}} and {{prompt}}', count: 0 },
      aspectRatio: '2:3',
      resolution: 'low',
      width: 420,
      height: 630,
    });
  });

  it('gives way to what the request says, and takes a prompt on a line of its own', async () => {
    const presetId = await created(poster);

    const image = await imageOf({
      presetId,
      prompt: 'at dawn',
      variables: { place: 'Oslo' },
      aspectRatio: '1:1',
    });

    expect(image).toMatchObject({
      prompt: 'A poster of Oslo, 3 birds, ink.\nat dawn',
      userPrompt: 'at dawn',
      aspectRatio: '1:1',
    });
  });

  it('that is edited does not change the jobs that were accepted before', async () => {
    const presetId = await created(poster);
    const { jobId } = await imageOf({ presetId, variables: { place: 'Oslo' } });

    await api.send('PUT', `/v0/presets/${presetId}`, { ...poster, template: 'Nothing of {{place}}.' });

    const { data } = completed.parse((await api.get(`/v0/images/generations/${jobId}`)).body);
    const after = await api.get(`/v0/images/library/${data.data[0]?.id}`);
    expect(after.body).toMatchObject({ data: { prompt: 'A poster of Oslo, 3 birds, ink.' } });
  });

  it('that comes to an empty prompt is refused before anything is charged', async () => {
    const presetId = await created({
      name: 'Nothing',
      template: '{{what}}',
      requirements: [{ key: 'what', type: 'text' }],
    });
    const before = await api.balance();

    expect((await api.generate({ presetId })).body).toMatchObject({
      code: 'invalid_request',
      issues: [{ path: 'variables' }],
    });
    expect(await api.balance()).toBe(before);
  });

  it.each(['1e20', '1e999', '-1e20', '1e-200'])('takes no number like %s', async (number) => {
    const presetId = await created({
      name: 'N',
      template: '{{n}}',
      requirements: [{ key: 'n', type: 'number' }],
    });

    const answer = await api.generate(`{ "presetId": "${presetId}", "variables": { "n": ${number} } }`);

    expect(answer.body).toMatchObject({ code: 'invalid_variable' });
  });

  it('filters the library by its id, and is found by its name', async () => {
    const presetId = await created({ ...poster, name: 'Ünïque Näme' });
    await imageOf({ presetId, variables: { place: 'Rome' } });

    const byId = await api.get(`/v0/images/library?presetId=${presetId}`);
    const byName = await api.get(`/v0/images/library?search=${encodeURIComponent('ünïque nÄME')}`);
    const byNobody = await api.get('/v0/images/library?presetId=preset_nobody');

    expect(byId.body).toMatchObject({ data: { total: 1, images: [{ presetId }] } });
    expect(byName.body).toMatchObject({ data: { total: 1, images: [{ presetId }] } });
    expect(byNobody.body).toMatchObject({ data: { total: 0, images: [] } });
  });

  it('comes after the request and before the defaults of the team', async () => {
    const { teamId, apiKey } = await runAdmin(laptop.home, [
      'team',
      'create',
      '--name',
      'D',
      '--credits',
      '50',
    ]);
    const settings = ['--model', 'sandbox-partial', '--ratio', '21:9', '--resolution', 'low'];
    await runAdmin(laptop.home, ['team', 'defaults', '--team', String(teamId), ...settings]);
    const theirs = apiClient(laptop.apiUrl, String(apiKey));

    const byTeam = completed.parse((await theirs.generate({ prompt: 'x' })).body).data;
    const byPreset = completed.parse(
      (await theirs.generate({ presetId: 'preset_travel_poster', variables: { destination: 'Bern' } })).body,
    ).data;
    const byRequest = completed.parse(
      (await theirs.generate({ prompt: 'x', modelVersion: 'sandbox', aspectRatio: '1:1' })).body,
    ).data;

    expect([byTeam.model, byTeam.data[0]?.width]).toEqual(['sandbox-partial', 784]);
    expect([byPreset.model, byPreset.data[0]?.width]).toEqual(['sandbox-partial', 420]);
    expect([byRequest.model, byRequest.data[0]?.width]).toEqual(['sandbox', 512]);
  });

  it('can be put by an operator from a file', async () => {
    const path = join(laptop.home, 'preset.json');
    writeFileSync(path, JSON.stringify({ ...poster, name: "The operator's" }));

    const put = await runAdmin(laptop.home, ['preset', 'put', '--team', laptop.teamId, '--file', path]);

    expect(JSON.stringify(put)).toContain('preset_');
    expect(JSON.stringify((await api.get('/v0/presets')).body)).toContain("The operator's");
  });
});
