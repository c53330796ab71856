import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillLibrary } from '../../admin/fill/fill-library.ts';
import { inventedPrompt } from '../../admin/fill/invented-pictures.ts';
import { DynamoImages } from '../../lambdas/adapters/dynamodb/images.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../support/dynamodb.ts';
import { libraryWorld } from '../support/library-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const geometry = { blockSize: 64, segmentSize: 16, stretchSize: 4 };

/** A team's library, who fills it, and all that it shows. */
function given(teamId: string) {
  const { client } = database;
  const world = libraryWorld(client, tables, geometry);
  const clock = new ManualClock();
  const fill = (
    images: number,
    deletedPercent = 0,
    more: { signal?: AbortSignal; progress?: () => void } = {},
  ) =>
    fillLibrary(
      { client, imagesTable: tables.images, clock, geometry, ...more },
      { teamId, teamHandle: 'handle', images, deletedPercent },
    );
  const list = async (filter: { presetId?: string; text?: string } = {}) => {
    const { text, ...asked } = filter;
    const search = text === undefined ? {} : { search: { text, presetIds: new Set<string>() } };
    const found = [];
    for (let newer = 0; ; newer += 100) {
      const page = await world.library.page({ teamId, start: { newer }, limit: 100, ...asked, ...search });
      found.push(...page.images);
      if (page.next === null) return { images: found, total: page.total };
    }
  };
  return { world, fill, list, images: new DynamoImages(client, tables.images) };
}

describe('filling a library', () => {
  it('adds as many pictures as were wanted, each with a row in every list and a record', async () => {
    const { fill, list, images } = given('team_fill');

    expect(await fill(250)).toEqual({ images: 250, deleted: 0, total: 250 });

    const all = await list();
    expect([all.images.length, all.total, new Set(all.images.map(({ imageId }) => imageId)).size]).toEqual([
      250, 250, 250,
    ]);
    const ofPresets = await Promise.all(
      ['preset_product_shot', 'preset_travel_poster'].map((presetId) => list({ presetId })),
    );
    const withPreset = all.images.filter(({ presetId }) => presetId !== null).length;
    expect(ofPresets.reduce((sum, { images: found }) => sum + found.length, 0)).toBe(withPreset);
    expect(withPreset).toBeGreaterThan(90);
    expect((await images.find('team_fill', all.images[7]?.imageId ?? ''))?.userPrompt).toBe(
      inventedPrompt(243),
    );
  });

  it('leaves holes as deletions do, which every list and search passes over', async () => {
    const { fill, list } = given('team_holes');
    const { deleted } = await fill(300, 40);

    expect(deleted).toBeGreaterThan(100);
    const [all, ofPreset, foxes] = [
      await list(),
      await list({ presetId: 'preset_product_shot' }),
      await list({ text: 'RED FOX' }),
    ];
    expect([all.images.length, all.total]).toEqual([300, 300]);
    expect(ofPreset.images.map(({ imageId }) => imageId)).toEqual(
      all.images.filter(({ presetId }) => presetId === 'preset_product_shot').map(({ imageId }) => imageId),
    );
    expect(foxes.total).toBe(all.images.filter(({ userPrompt }) => userPrompt.includes('red fox')).length);
  });

  it('goes on after what is there, beside jobs that complete and pictures that go', async () => {
    const { world, fill, list } = given('team_beside');
    const job = { presetId: 'preset_product_shot', userPrompt: 'a real one', isPublic: false, skewMillis: 0 };
    const [first = ''] = await world.complete('team_beside', { ...job, samples: 2 });

    const [{ images }] = await Promise.all([
      fill(200, 10),
      ...Array.from({ length: 5 }, () => world.complete('team_beside', { ...job, samples: 3 })),
      world.remove('team_beside', first),
    ]);

    expect(images).toBe(200);
    const { images: all, total } = await list();
    expect([all.length, total]).toEqual([216, 216]);
    expect(all.filter(({ userPrompt }) => userPrompt === 'a real one').length).toBe(16);
    const created = all.map(({ createdAtMillis }) => createdAtMillis);
    expect(created).toEqual(created.toSorted((a, b) => b - a));
  });

  it('stops between two transactions, and what is there is whole', async () => {
    const { fill, list } = given('team_stopped');
    const stop = new AbortController();

    const { images, total } = await fill(1000, 0, { signal: stop.signal, progress: () => stop.abort() });

    expect([images, total]).toEqual([30, 30]);
    expect((await list()).images.length).toBe(30);
  });

  it('makes pictures that can be deleted, although no job made them', async () => {
    const { world, fill, list } = given('team_delete');
    await fill(20);
    const [newest] = (await list()).images;

    expect(await world.remove('team_delete', newest?.imageId ?? '')).toBe(true);
    expect((await list()).total).toBe(19);
  });
});

describe('an invented prompt', () => {
  it('has 200 bytes or a few less, and says which picture it is', () => {
    for (const sequence of [1, 77, 1_000_000]) {
      const bytes = Buffer.byteLength(inventedPrompt(sequence));
      expect(bytes).toBeLessThanOrEqual(200);
      expect(bytes).toBeGreaterThan(170);
      expect(inventedPrompt(sequence)).toMatch(new RegExp(`, picture ${sequence}\\.$`));
    }
  });
});
