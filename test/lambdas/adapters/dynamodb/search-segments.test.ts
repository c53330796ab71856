import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateScan,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackSegment } from '../../../../lambdas/adapters/dynamodb/packed-segment.ts';
import {
  noSegment,
  type SegmentPlace,
  sealSegment,
  segmentKey,
} from '../../../../lambdas/adapters/dynamodb/search-segments.ts';
import { productionGeometry } from '../../../../lambdas/domain/library/geometry.ts';
import { chanceOf } from '../../../simulation/scheduler.ts';
import { startDatabase, type TestDatabase, tables } from '../../../support/dynamodb.ts';
import { libraryWorld, type MadeJob, smallGeometry } from '../../../support/library-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const job = { samples: 1, presetId: null, isPublic: false, skewMillis: 0 };

/** A team's segments as they are stored: the texts of each, or that they were taken away. */
async function segmentsOf(client: DynamoDBDocumentClient, teamId: string) {
  const stretches = [0, 1, 2].map(async (stretch) => {
    const query = new QueryCommand({
      TableName: tables.images,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `search#${teamId}#${stretch}` },
    });
    return (await client.send(query)).Items ?? [];
  });
  return (await Promise.all(stretches)).flat().map(({ packed, isTooLarge }) => {
    if (packed instanceof Uint8Array) return unpackSegment(packed).map(({ text }) => text);
    return isTooLarge === true ? 'too large' : 'nothing packed';
  });
}

async function given(teamId: string, geometry = smallGeometry, more: Partial<MadeJob> = {}) {
  const { client } = database;
  const { library, complete, remove } = libraryWorld(client, tables, geometry);
  return {
    add: async (...prompts: string[]) => {
      const ids = [];
      for (const userPrompt of prompts)
        ids.push(...(await complete(teamId, { ...job, ...more, userPrompt })));
      return ids;
    },
    remove: (imageId = '') => remove(teamId, imageId),
    segments: () => segmentsOf(client, teamId),
    place: { client, table: tables.images, teamId, ...geometry },
    /** As if the texts of a segment had never been packed. */
    forget: async (segment: number) => {
      const Key = segmentKey({ client, table: tables.images, teamId, ...geometry }, segment);
      await client.send(new DeleteCommand({ TableName: tables.images, Key }));
    },
    find: async (text: string) => {
      const search = { text, presetIds: new Set<string>() };
      const start = { newer: 0 };
      const { images, total } = await library.page({ teamId, start, limit: 100, search });
      return {
        prompts: images.map(({ userPrompt }) => userPrompt),
        ids: images.map(({ imageId }) => imageId),
        total,
      };
    },
  };
}

/** The place, where something happens just before a segment is written. */
function whenPutting(place: SegmentPlace, happens: () => Promise<void>): SegmentPlace {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    if (command instanceof PutCommand) await happens();
    return place.client.send(command);
  };
  return { ...place, client: Object.assign(Object.create(place.client) as DynamoDBDocumentClient, { send }) };
}

describe('texts that are kept for searches', () => {
  it('are packed by the completion that fills their segment', async () => {
    const { add, segments } = await given('team_fill');

    await add('One', 'Two');
    expect(await segments()).toEqual([]);
    await add('Three', 'Four');

    expect(await segments()).toEqual([['three', 'two', 'one']]);
  });

  it('go with their picture, and those beside it stay', async () => {
    const { add, remove, segments, find } = await given('team_gone');
    const [, second, third] = await add('fox one', 'fox two', 'fox three');

    await remove(second);
    expect(await segments()).toEqual([['fox three', 'fox one']]);
    await remove(third);

    expect(await segments()).toEqual([['fox one']]);
    expect((await find('fox')).prompts).toEqual(['fox one']);
  });

  it('of a picture that goes before its segment is full are never packed', async () => {
    const { add, remove, segments, find } = await given('team_early');
    const [first] = await add('fox one');
    await remove(first);
    expect(await segments()).toEqual(['nothing packed']);
    await add('fox two', 'fox three');

    expect(await segments()).toEqual([['fox three', 'fox two']]);
    expect((await find('fox')).total).toBe(2);
  });

  it('are packed by the next search when nobody could before', async () => {
    const { add, forget, segments, find } = await given('team_missing');
    await add('fox one', 'fox two', 'fox three', 'fox four');
    await forget(0);
    expect(await segments()).toEqual([]);

    expect((await find('fox')).total).toBe(4);
    expect(await segments()).toEqual([['fox three', 'fox two', 'fox one']]);
  });

  it('are not packed by whoever read them before one of them went', async () => {
    const { add, forget, remove, segments, place, find } = await given('team_race');
    const [, second, third] = await add('fox one', 'fox two', 'fox three');
    await forget(0);
    // Between reading the rows and writing the segment, the picture goes.
    const late = whenPutting(place, async () => void (await remove(second)));

    const entries = await sealSegment(late, 0, noSegment);

    expect(entries.map(({ text }) => text)).toEqual(['fox three', 'fox two', 'fox one']);
    expect(await segments()).toEqual(['nothing packed']);

    // Once more, of a segment that has lost one already.
    const again = whenPutting(place, async () => void (await remove(third)));
    await sealSegment(again, 0, 1);
    expect(await segments()).toEqual(['nothing packed']);
    expect((await find('fox')).prompts).toEqual(['fox one']);
    expect(await segments()).toEqual([['fox one']]);
  });

  it('that cannot be kept are found all the same', async () => {
    const { add, forget, place } = await given('team_refused');
    await add('fox one', 'fox two', 'fox three');
    await forget(0);
    const refusing = whenPutting(place, () => Promise.reject(new Error('TransactionConflictException')));

    expect((await sealSegment(refusing, 0, noSegment)).length).toBe(3);
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
    expect(await find(needle)).toMatchObject({ prompts: [prompts[40]], total: 1 });
    expect(await segments()).toEqual(['too large']);
    expect((await find(needle)).total).toBe(1);
  });
});

it('nothing of a deleted prompt stays in the table of images', async () => {
  const { add, remove, find } = await given('team_forgotten', smallGeometry, {
    presetId: 'preset_a',
    isPublic: true,
  });
  const ids = await add('secret one', 'open two', 'open three', 'open four', 'secret five');
  await find('secret');
  for (const gone of [ids[0], ids[4]]) await remove(gone);
  await find('secret');

  const stored: string[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: database.client },
    { TableName: tables.images },
  )) {
    stored.push(...Items.map((item) => JSON.stringify(item)).filter((item) => item.includes('forgotten')));
  }
  expect(stored.length).toBeGreaterThan(5);
  expect(stored.filter((item) => item.includes('secret'))).toEqual([]);
  expect((await segmentsOf(database.client, 'team_forgotten')).flat()).not.toContain('secret one');
});
