import { writeFile } from 'node:fs/promises';
import { fillLibrary } from '../../admin/fill/fill-library.ts';
import { withBar } from '../../admin/progress-bar.ts';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import { startDatabase, tables } from '../../test/support/dynamodb.ts';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import type { Taken } from './counting-client.ts';
import { limit, measuredLibrary, type PageFigures, type SearchFigures, searches } from './measure-library.ts';
import { type Point, plotOf } from './plot.ts';

const team = { teamId: 'team_bench', teamHandle: 'bench' };
const deletedPercent = 10;
const sizes = [1000, 10_000, 100_000];
const fullSize = 1_000_000;
/** Each with a first and a last page. */
const timedRounds = 101;

export const libraryBench: Bench = {
  name: 'library',
  about: 'read units and calls of pages and searches, 10³ to 10⁵ pictures (--full: 10⁶), a tenth deleted',
  run,
};

type Page = PageFigures & { readonly skipping: Taken };
type Search = SearchFigures & { readonly filtering: Taken & { readonly total: number } };

async function run({ full, plot, isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  const database = await startDatabase();
  const { client } = database;
  try {
    const library = measuredLibrary(client, tables.images, systemClock, team.teamId);
    const figures: Figure[] = [];
    const points: Point[] = [];
    let filled = 0;
    for (const images of full ? [...sizes, fullSize] : sizes) {
      const order = { ...team, images: images - filled, deletedPercent };
      const format = `{bar} {value} of {total} pictures on the way to ${images}, {eta_formatted} left`;
      await withBar(isQuiet, format, (progress) =>
        fillLibrary({ client, imagesTable: tables.images, clock: systemClock, progress }, order),
      );
      filled = images;

      const pages: Page[] = [];
      for (const page of await library.pages())
        pages.push({ ...page, skipping: await library.skipping(page) });
      const found: Search[] = [];
      for (const text of searches)
        found.push({ ...(await library.search(text)), filtering: await library.filtering(text) });
      figures.push(...pages.flatMap((page) => pageFigures(images, page)));
      figures.push(...found.flatMap((search) => searchFigures(images, search)));
      figures.push({
        what: `last page of ${count(images)}, by the clock`,
        value: await library.lastToFirst(timedRounds),
        unit: '× the first page',
        goal: { of: 'value', atMost: 1.5 },
      });
      points.push(pointOf(images, pages, found));
    }
    if (plot !== undefined) await writeFile(plot, plotOf(points));
    return figures;
  } finally {
    await database.stop();
  }
}

function pageFigures(images: number, { list, depth, taken, skipping }: Page): readonly Figure[] {
  const what = `${depth} page of ${limit} of ${list === 'library' ? count(images) : `a preset among ${count(images)}`}`;
  return [
    {
      what,
      value: taken.readUnits,
      unit: `RRU, ${taken.items} items`,
      anchor: { what: `skip-and-scan, ${skipping.calls} calls`, value: skipping.readUnits },
      goal: { of: 'value', atMost: 3.5 },
    },
    { what, value: taken.calls, unit: 'calls', goal: { of: 'value', atMost: 3 } },
  ];
}

function searchFigures(images: number, { text, total, taken, next, filtering }: Search): readonly Figure[] {
  const of = `search of "${text}" in ${count(images)}`;
  return [
    {
      what: of,
      value: taken.readUnits,
      unit: `RRU, ${taken.calls} calls`,
      anchor: { what: `filtered rows, ${filtering.calls} calls`, value: filtering.readUnits },
      goal: { of: 'ratio', atMost: 1 / 3 },
    },
    {
      what: `${of}: pictures missed or made up`,
      value: Math.abs(total - filtering.total),
      unit: `of ${count(total)}`,
      goal: { of: 'value', atMost: 0 },
    },
    {
      what: `${of}, second page`,
      value: next.readUnits,
      unit: `RRU, ${next.calls} calls`,
      goal: { of: 'value', atMost: 14 },
    },
  ];
}

function pointOf(images: number, pages: readonly Page[], found: readonly Search[]): Point {
  const last = pages.find(({ list, depth }) => list === 'library' && depth === 'last');
  const [search] = found;
  return {
    images,
    page: last?.taken.readUnits ?? Number.NaN,
    skipAndScan: last?.skipping.readUnits ?? Number.NaN,
    search: search?.taken.readUnits ?? Number.NaN,
    nextPage: search?.next.readUnits ?? Number.NaN,
    filter: search?.filtering.readUnits ?? Number.NaN,
  };
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
