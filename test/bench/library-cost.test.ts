import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillLibrary } from '../../admin/fill/fill-library.ts';
import { priceOf } from '../../bench/library/figures.ts';
import { measuredLibrary, searches } from '../../bench/library/measure-library.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { startDatabase, type TestDatabase, tables } from '../support/dynamodb.ts';

const images = 100_000;
const order = { teamId: 'team_a', teamHandle: 'handle', images, deletedPercent: 10 };
const clock = new ManualClock();

let database: TestDatabase;
let library: ReturnType<typeof measuredLibrary>;

beforeAll(async () => {
  database = await startDatabase();
  await fillLibrary({ client: database.client, imagesTable: tables.images, clock }, order);
  library = measuredLibrary(database.client, tables, clock, order.teamId);
}, 400_000);
afterAll(() => database.stop());

describe(`a library of ${images} pictures, of which a tenth more were deleted`, () => {
  it('shows its first, middle and last page of 20 in at most 3 calls and 3.5 read units, and so a preset its', async () => {
    const figures = await library.pages();

    for (const { list, depth, shown, taken } of figures) {
      expect(taken.calls, `calls of the ${depth} page of the ${list}`).toBeLessThanOrEqual(3);
      expect(taken.readUnits, `read units of the ${depth} page of the ${list}`).toBeLessThanOrEqual(3.5);
      // Head, counts, a bitmap or two, and the rows of the page.
      expect(taken.items).toBeLessThanOrEqual(24);
      expect(shown).toBe(20);
    }
    const last = figures.find(({ list, depth }) => list === 'library' && depth === 'last');
    expect(last?.page).toBe(5000);
    // The anchor of the bench is what it is said to be: it reads every row before the page.
    const skipping = await library.skipping({ list: 'library', page: 5000 });
    expect(skipping.items).toBeGreaterThanOrEqual(images);
    expect(skipping.readUnits).toBeGreaterThan(5000);
  });

  it('searches exactly, for a third of what filtering whole rows takes, and shows the next page as cheaply', async () => {
    const [common] = searches;
    const filtering = await library.filtering(common);

    for (const [text, matches] of [
      [common, filtering.ids.length],
      [', picture 91234.', 1],
    ] as const) {
      const { total, ids, taken, next } = await library.search(text);
      expect(total, text).toBe(matches);
      // Writes included: what was found is kept.
      expect(priceOf(taken), text).toBeLessThanOrEqual(filtering.taken.readUnits / 3);
      if (text !== common) continue;
      expect(ids).toEqual(filtering.ids.slice(0, 20));
      // Twenty rows that stand far apart take half a unit each, whatever the size of the library, and those that stand close
      // together a query.
      expect(next?.readUnits).toBeLessThanOrEqual(12);
      expect(next?.calls).toBeLessThanOrEqual(13);
    }
  });

  it('searches for as little after deletions, which leave the other texts packed', async () => {
    const [text] = searches;
    const before = await library.search(text);

    const removed = await library.remove(40);

    const after = await library.search(text);
    expect(removed).toBe(40);
    expect(after.total).toBeLessThanOrEqual(before.total);
    expect(priceOf(after.taken)).toBeLessThanOrEqual(order.images * 0.02);
  });
});
