import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepMatches, keptPage } from '../../../../lambdas/adapters/dynamodb/found-matches.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { now } from '../../../support/money.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const extent = { lastSequence: 40_000, counts: [3, 4], blockSize: 4096 };
const filter = { search: { text: 'fox', presetIds: new Set(['preset_b', 'preset_a']) } };

/** Newest first, with gaps of every size. */
const numbers = (count: number) => Array.from({ length: count }, (_, rank) => 40_000 - 3 * rank - (rank % 2));

/** A team's search that found so many pictures. */
async function kept(teamId: string, count: number) {
  const place = { client: database.client, table: tables.images, teamId };
  const found = numbers(count);
  await keepMatches(place, extent, filter, found, now);
  return { place, found };
}

describe('what a search found', () => {
  it('gives every page of it, also where its chunks of 4,096 meet', async () => {
    const { place, found } = await kept('team_pages', 10_000);

    for (const [newer, limit] of [
      [0, 20],
      [4090, 6],
      [4090, 7],
      [4095, 1],
      [4096, 1],
      [4096, 100],
      [8191, 2],
      [9990, 20],
    ] as const) {
      const page = { sequences: found.slice(newer, newer + limit), newer, total: 10_000 };
      expect(await keptPage(place, extent, filter, { newer }, limit)).toEqual(page);
      const before = found[newer - 1];
      if (before === undefined) continue;
      expect(await keptPage(place, extent, filter, { newer, before }, limit)).toEqual(page);
    }
  });

  it('says that a page is past the end, and that nothing was found', async () => {
    const { place } = await kept('team_end', 5000);
    const { place: empty } = await kept('team_nothing', 0);

    for (const newer of [5000, 8192, 39_999, 4_096_000_000, 1e15]) {
      const past = { sequences: [], newer, total: 5000 };
      expect(await keptPage(place, extent, filter, { newer }, 20)).toEqual(past);
    }
    expect(await keptPage(empty, extent, filter, { newer: 0 }, 20)).toEqual({
      sequences: [],
      newer: 0,
      total: 0,
    });
  });

  it('is of no use once a picture came or went, or for another search, preset, name or place', async () => {
    const { place, found } = await kept('team_other', 100);
    const start = { newer: 20 };

    const others = [
      await keptPage(place, { ...extent, lastSequence: 40_001 }, filter, start, 20),
      await keptPage(place, { ...extent, counts: [3, 5] }, filter, start, 20),
      await keptPage(place, extent, { ...filter, presetId: 'preset_a' }, start, 20),
      await keptPage(place, extent, { search: { ...filter.search, text: 'foxy' } }, start, 20),
      await keptPage(place, extent, { search: { text: 'fox', presetIds: new Set() } }, start, 20),
      await keptPage(place, extent, filter, { newer: 20, before: found[20] ?? 0 }, 20),
      await keptPage(place, extent, filter, { newer: 100, before: found[19] ?? 0 }, 20),
    ];

    expect(others).toEqual(others.map(() => undefined));
  });

  it('is the same however the text is spelled, and in whatever order its presets come', async () => {
    const { place } = await kept('team_same', 100);
    const same = { search: { text: 'FOX', presetIds: new Set(['preset_a', 'preset_b']) } };

    expect((await keptPage(place, extent, same, { newer: 0 }, 20))?.total).toBe(100);
  });

  it('expires, so that what nobody looks at any more costs nothing', async () => {
    await kept('team_expires', 3);
    const { Items = [] } = await database.client.send(
      new QueryCommand({
        TableName: tables.images,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'search#team_expires' },
      }),
    );

    expect(Items.map(({ expiresAtSeconds }) => expiresAtSeconds)).toEqual([now / 1000 + 3600]);
  });
});
