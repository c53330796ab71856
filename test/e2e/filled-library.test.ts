import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
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

const page = z.object({
  data: z.object({
    images: z.array(z.object({ id: z.string(), userPrompt: z.string(), jobId: z.string() })),
    total: z.int(),
    nextCursor: z.string().nullable(),
  }),
});

async function list(query: string) {
  const { status, body } = await api.get(`/v0/images/library?${query}`);
  expect(status).toBe(200);
  return page.parse(body).data;
}

describe('a library that was filled by command', () => {
  it('is paged, walked, searched and cleared like any other, and no money shows', async () => {
    const order = ['--team', laptop.teamId, '--images', '500', '--deleted-percent', '20'];
    const filled = await runAdmin(laptop.home, ['fill', ...order]);
    expect(filled).toMatchObject({ images: 500, total: 500 });
    expect(filled['deleted']).toBeGreaterThan(50);

    const [first, last, past] = [
      await list('limit=20'),
      await list('page=25&limit=20'),
      await list('page=26&limit=20'),
    ];
    expect([first.total, first.images.length, last.images.length, past.images.length]).toEqual([
      500, 20, 20, 0,
    ]);
    expect([last.nextCursor, past.total]).toEqual([null, 500]);

    const walked: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { images, nextCursor }: z.output<typeof page>['data'] = await list(
        `limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      walked.push(...images.map(({ id }) => id));
      cursor = nextCursor;
    }
    expect(new Set(walked).size).toBe(500);

    const [foxes, shoes] = [
      await list('search=RED%20FOX&limit=100'),
      await list('search=%E0%B8%A3%E0%B8%AD%E0%B8%87&limit=100'),
    ];
    expect(foxes.images.every(({ userPrompt }) => userPrompt.includes('red fox'))).toBe(true);
    expect([foxes.total > 20, foxes.images.length]).toEqual([true, Math.min(100, foxes.total)]);
    expect(shoes.total).toBeGreaterThan(20);

    const [gone] = foxes.images;
    expect(
      (await api.call(`/v0/images/library/${gone?.id}`, { method: 'DELETE', headers: api.authorization }))
        .status,
    ).toBe(204);
    expect((await list('search=RED%20FOX&limit=100')).total).toBe(foxes.total - 1);
    expect((await list('limit=1')).total).toBe(499);
    expect((await api.get(`/v0/images/generations/${gone?.jobId}`)).status).toBe(404);

    const { mismatches } = await runAdmin(laptop.home, ['audit']);
    expect(mismatches).toEqual([]);
  });

  it('is refused what it cannot be', async () => {
    const fill = (...args: string[]) => runAdmin(laptop.home, ['fill', ...args]);

    await expect(fill('--team', 'team_of_nobody', '--images', '10')).rejects.toThrow('There is no team');
    await expect(fill('--team', laptop.teamId, '--images', '0')).rejects.toThrow('whole number from 1');
    await expect(fill('--team', laptop.teamId, '--images', '5', '--deleted-percent', '95')).rejects.toThrow(
      'whole number from 0 to 90',
    );
  });
});
