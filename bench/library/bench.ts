import { writeFile } from 'node:fs/promises';
import { fillLibrary } from '../../admin/fill/fill-library.ts';
import { withBar } from '../../admin/progress-bar.ts';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import { startDatabase, tables } from '../../test/support/dynamodb.ts';
import type { Bench, BenchOptions, Figure } from '../figure.ts';
import { count, type Page, pageFigures, type Search, searchFigures } from './figures.ts';
import { measuredLibrary, searches } from './measure-library.ts';
import { type Point, plotOf } from './plot.ts';

const team = { teamId: 'team_bench', teamHandle: 'bench' };
const deletedPercent = 10;
const sizes = [1000, 10_000, 100_000];
const fullSize = 1_000_000;
/** Reading all rows once takes minutes here, so the dearest page and the first search are held against it, and no other. */
const hasAllAnchors = (images: number) => images < fullSize;
/** Each with a first and a last page. */
const timedRounds = 101;
/** Pictures that are deleted one by one, as the API does it, before the last search. */
const lateDeletions = 300;

export const libraryBench: Bench = {
  name: 'library',
  about: `what the store takes for pages of 20 and searches, at ${sizes.map(count).join(', ')} pictures and, with --full, ${count(fullSize)}`,
  takes: ['full', 'plot'],
  run,
};

async function run({ full, plot, isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  const points: Point[] = [];
  const database = await startDatabase();
  const { client } = database;
  const tell = (what: string) => {
    if (!isQuiet) console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
  };
  try {
    const library = measuredLibrary(client, tables, systemClock, team.teamId);
    const figures: Figure[] = [];
    let there = 0;
    for (const images of full ? [...sizes, fullSize] : sizes) {
      tell(`filling a library up to ${count(images)} pictures`);
      const order = { ...team, images: images - there, deletedPercent };
      await withBar(isQuiet, '{bar} {value} of {total}, {eta_formatted} left', (progress) =>
        fillLibrary({ client, imagesTable: tables.images, clock: systemClock, progress }, order),
      );

      tell(`reading ${count(images)} pictures in every way`);
      const pages: Page[] = [];
      for (const page of await library.pages()) {
        const isDearest = page.list === 'library' && page.depth === 'last';
        const isAnchored = isDearest || hasAllAnchors(images);
        pages.push({ ...page, ...(isAnchored ? { skipping: await library.skipping(page) } : {}) });
      }
      const found: Search[] = [];
      for (const [index, text] of searches.entries()) {
        const isAnchored = index === 0 || hasAllAnchors(images);
        const search = await library.search(text);
        found.push({ ...search, ...(isAnchored ? { filtering: await library.filtering(text) } : {}) });
      }
      const clock = await library.lastToFirst(timedRounds);

      const removed = await library.remove(Math.min(lateDeletions, images / 10));
      const [text] = searches;
      const again = await library.search(text);
      const after = hasAllAnchors(images) ? { ...again, filtering: await library.filtering(text) } : again;
      there = images - removed;

      figures.push(
        ...pages.flatMap((page) => pageFigures(images, page)),
        {
          what: `last page of ${count(images)}, by the clock`,
          value: clock,
          unit: '× the first page',
          goal: { of: 'value', atMost: 1.5 },
        },
        ...found.flatMap((search) => searchFigures(`in ${count(images)}`, search)),
        ...searchFigures(`in ${count(images)}, ${removed} deleted since`, after),
      );
      points.push(pointOf(images, pages, found));
    }
    if (plot !== undefined) await writeFile(plot, plotOf(points));
    return figures;
  } finally {
    await database.stop();
  }
}

function pointOf(images: number, pages: readonly Page[], found: readonly Search[]): Point {
  const last = pages.find(({ list, depth }) => list === 'library' && depth === 'last');
  const [search] = found;
  return {
    images,
    page: last?.taken.readUnits ?? Number.NaN,
    skipAndScan: last?.skipping?.readUnits ?? Number.NaN,
    search: search?.taken.readUnits ?? Number.NaN,
    nextPage: search?.next?.readUnits ?? Number.NaN,
    filter: search?.filtering?.taken.readUnits ?? Number.NaN,
  };
}
