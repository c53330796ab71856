import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackSegment } from '../../../../lambdas/adapters/dynamodb/packed-segment.ts';
import { productionGeometry } from '../../../../lambdas/domain/library/geometry.ts';
import { chanceOf } from '../../../simulation/scheduler.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { libraryWorld, smallGeometry } from '../../../support/library-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const job = { samples: 1, presetId: null, isPublic: false, skewMillis: 0 };

/** A team's segments as they are stored: the texts of each, or that they were taken away. */
async function segmentsOf(client: DynamoDBDocumentClient, teamId: string) {
  const query = new QueryCommand({
    TableName: tables.images,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': `search#${teamId}`, ':prefix': 'segment#' },
  });
  const { Items = [] } = await client.send(query);
  return Items.map(({ packed }) =>
    packed instanceof Uint8Array ? unpackSegment(packed).map(({ text }) => text) : 'taken away',
  );
}

async function given(teamId: string, geometry = smallGeometry) {
  const { client } = database;
  const { library, complete, remove } = libraryWorld(client, tables, geometry);
  return {
    add: async (...prompts: string[]) => {
      const ids = [];
      for (const userPrompt of prompts) ids.push(...(await complete(teamId, { ...job, userPrompt })));
      return ids;
    },
    remove: (imageId = '') => remove(teamId, imageId),
    segments: () => segmentsOf(client, teamId),
    find: async (text: string) => {
      const search = { text, presetIds: new Set<string>() };
      const start = { newer: 0 };
      const { images, total } = await library.page({ teamId, start, limit: 100, search });
      return { prompts: images.map(({ userPrompt }) => userPrompt), total };
    },
  };
}

describe('texts that are kept for searches', () => {
  it('are packed by the completion that fills their segment', async () => {
    const { add, segments } = await given('team_fill');

    await add('One', 'Two');
    expect(await segments()).toEqual([]);
    await add('Three', 'Four');

    expect(await segments()).toEqual([['three', 'two', 'one']]);
  });

  it('go with their picture, and whoever searches next packs what is left', async () => {
    const { add, remove, segments, find } = await given('team_gone');
    const [, second] = await add('fox one', 'fox two', 'fox three');

    await remove(second);
    expect(await segments()).toEqual(['taken away']);

    expect((await find('fox')).prompts).toEqual(['fox three', 'fox one']);
    expect(await segments()).toEqual([['fox three', 'fox one']]);
  });

  it('of a picture that goes before its segment is full are never packed', async () => {
    const { add, remove, segments, find } = await given('team_early');
    const [first] = await add('fox one');
    await remove(first);
    await add('fox two', 'fox three');

    expect((await find('fox')).total).toBe(2);
    expect(await segments()).toEqual([['fox three', 'fox two']]);
  });

  it('stay in their rows when they would not fit into an item, and are found there', async () => {
    const { add, segments, find } = await given('team_large', productionGeometry);
    const chance = chanceOf(7);
    // Letters that do not pack: 64 times 8,000 of three bytes each.
    const noise = () =>
      Array.from({ length: 8000 }, () => String.fromCodePoint(0x4e00 + Math.floor(chance() * 20_000))).join(
        '',
      );
    const prompts = Array.from({ length: 64 }, noise);
    await add(...prompts);

    const needle = prompts[40]?.slice(100, 104) ?? '';
    expect(await find(needle)).toEqual({ prompts: [prompts[40]], total: 1 });
    expect(await segments()).toEqual([]);
  });
});

it('nothing of a deleted prompt stays in any row of its team', async () => {
  const { add, remove, find } = await given('team_forgotten');
  const ids = await add('secret one', 'open two', 'open three', 'open four', 'secret five');
  await find('secret');
  for (const gone of [ids[0], ids[4]]) await remove(gone);
  await find('secret');

  const stored: string[] = [];
  for (const pk of ['team#team_forgotten', 'search#team_forgotten', ...ids.map((id) => `image#${id}`)]) {
    const pages = paginateQuery(
      { client: database.client },
      {
        TableName: tables.images,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      },
    );
    for await (const { Items = [] } of pages) stored.push(...Items.map((item) => JSON.stringify(item)));
  }
  expect(stored.length).toBeGreaterThan(5);
  expect(stored.filter((item) => item.includes('secret'))).toEqual([]);
  expect((await segmentsOf(database.client, 'team_forgotten')).flat()).not.toContain('secret one');
});
