import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { runAdmin } from './admin.ts';
import { type ApiClient, apiClient, completed, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
let api: ApiClient;

beforeAll(async () => {
  laptop = await startLaptop({ DARKROOM_SYNC_WAIT_SECONDS: '120' });
  api = apiClient(laptop.apiUrl, laptop.apiKey);
});
afterAll(() => laptop.stop());

const page = z.object({
  data: z.object({
    entries: z.array(
      z.object({ id: z.string(), type: z.string(), amount: z.int(), jobId: z.string().nullable() }),
    ),
    nextCursor: z.string().nullable(),
  }),
});

async function ledger(query = '', client = api) {
  return page.parse((await client.get(`/v0/usage/ledger?${query}`)).body).data;
}

async function team(credits: number): Promise<ApiClient> {
  const { apiKey } = await runAdmin(laptop.home, [
    'team',
    'create',
    '--name',
    'T',
    '--credits',
    String(credits),
  ]);
  return apiClient(laptop.apiUrl, String(apiKey));
}

describe('the ledger of a team', () => {
  it('has every entry that made the balance, newest first, page by page', async () => {
    const theirs = await team(20);
    const kept = completed.parse((await theirs.generate({ prompt: 'x', resolution: 'high' })).body).data;
    const partial = completed.parse(
      (await theirs.generate({ prompt: 'x', modelVersion: 'sandbox-partial', sampleCount: 3 })).body,
    ).data;

    const first = await ledger('limit=2', theirs);
    const second = await ledger(`limit=2&cursor=${first.nextCursor}`, theirs);

    const all = [...first.entries, ...second.entries];
    expect(all.map(({ type, amount, jobId }) => [type, amount, jobId])).toEqual([
      ['refund', 1, partial.id],
      ['charge', -3, partial.id],
      ['charge', -2, kept.id],
      ['grant', 20, null],
    ]);
    expect(second.nextCursor).toBeNull();
    expect(all.reduce((sum, { amount }) => sum + amount, 0)).toBe(await theirs.balance());
  });

  it('shows what one job moved, and nothing of a job of nobody or of another team', async () => {
    const theirs = await team(5);
    const accepted = await theirs.generate({ prompt: 'x', modelVersion: 'sandbox-blocked' }, '?async=1');
    const { id } = z.object({ id: z.string() }).parse(accepted.body['data']);
    await untilEnded(theirs, id);

    const own = await ledger(`jobId=${id}`, theirs);

    expect(own.entries.map(({ type, amount }) => [type, amount])).toEqual([
      ['refund', 1],
      ['charge', -1],
    ]);
    expect(own.nextCursor).toBeNull();
    for (const query of [`jobId=${id}`, 'jobId=job_00000000000000000000000000000000', 'jobId=nonsense']) {
      expect((await ledger(query)).entries).toEqual([]);
    }
  });

  it.each(['limit=0', 'limit=101', 'cursor=nonsense'])('is refused for %s', async (query) => {
    expect((await api.get(`/v0/usage/ledger?${query}`)).body).toMatchObject({ code: 'invalid_request' });
  });
});

describe('the usage of a team', () => {
  it('is kept by model, and agrees with the ledger', async () => {
    const theirs = await team(20);
    await theirs.generate({ prompt: 'x', modelVersion: 'sandbox-partial', sampleCount: 3 });

    expect((await theirs.get('/v0/usage')).body).toEqual({
      data: {
        balance: 18,
        charged: 3,
        refunded: 1,
        spent: 2,
        activeJobs: 0,
        byModel: [{ model: 'sandbox-partial', jobs: 1, images: 2, credits: 2 }],
        since: expect.stringMatching(/^\d{4}-/),
      },
    });
  });
});

describe('64 calls at once of a team with credits for half of them', () => {
  it('make 32 pictures and 32 refusals, and leave nothing and a clean audit', async () => {
    const theirs = await team(32);

    const answers = await Promise.all(
      Array.from({ length: 64 }, () => theirs.generate({ prompt: 'x', resolution: 'low' })),
    );

    const statuses = Map.groupBy(answers, ({ status }) => status);
    expect([statuses.get(200)?.length, statuses.get(402)?.length]).toEqual([32, 32]);
    expect(await theirs.balance()).toBe(0);
    expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
  }, 150_000);
});
