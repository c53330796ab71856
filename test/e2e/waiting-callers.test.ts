import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed, queued, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { leavingNothing } from './stored.ts';

const mayWait = 3;
const path = '/v0/images/generations';
const slow = { prompt: 'a lake', modelVersion: 'sandbox-slow', resolution: 'low' };
const quick = { ...slow, modelVersion: 'sandbox' };
const key = { 'idempotency-key': 'k' };

let laptop: Laptop;
let api: ApiClient;
let poor: ApiClient;

beforeAll(async () => {
  // Slow enough for everything that is asked while they wait.
  laptop = await startLaptop({ DARKROOM_SYNC_WAITERS: String(mayWait), DARKROOM_SANDBOX_SLOW_SECONDS: '20' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
  const { apiKey } = await runAdmin(laptop.home, ['team', 'create', '--name', 'Poor', '--credits', '0']);
  poor = apiClient(laptop.apiUrl, String(apiKey));
});
afterAll(() => laptop?.stop());

const listed = z.object({ data: z.object({ jobs: z.array(z.unknown()) }) });

/** All of them have their places, and their jobs are paid. */
async function untilActive(jobs: number): Promise<void> {
  for (;;) {
    const { data } = listed.parse((await api.get(`${path}?status=active`)).body);
    if (data.jobs.length === jobs) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('who waits cannot keep others from work: one more who would wait is refused, and async calls are not', async () => {
  const before = await api.balance();
  const waiting = Promise.all(Array.from({ length: mayWait }, () => api.generate(slow)));
  await untilActive(mayWait);

  const refused = await leavingNothing(laptop, api, () => api.send('POST', path, slow, key));
  const ownWait = await api.send('POST', path, quick, { prefer: 'wait=1' });
  const malformed = await api.generate({ prompt: '' });
  const unpaid = await poor.generate(quick);
  const async = await api.send('POST', `${path}?async=true`, slow, key);
  const replay = await api.send('POST', path, slow, key);

  expect(refused).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(ownWait.status).toBe(503);
  expect([malformed.status, unpaid.status]).toEqual([400, 402]);
  expect(async.status).toBe(200);
  expect(async.headers.get('idempotency-replayed')).toBeNull();
  expect(replay.status).toBe(503);

  for (const answer of await waiting) completed.parse(answer.body);
  // Their places are free again.
  completed.parse((await api.generate(quick)).body);
  const { id } = queued.parse(async.body).data;
  const replayed = completed.parse((await api.send('POST', path, slow, key)).body);
  expect(replayed.data.id).toBe(id);
  await untilEnded(api, id);
  expect(await api.balance()).toBe(before - mayWait - 2);
  expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
}, 120_000);
