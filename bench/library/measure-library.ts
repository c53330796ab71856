import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoImageRemovals } from '../../lambdas/adapters/dynamodb/image-removals.ts';
import { lists } from '../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoLibrary } from '../../lambdas/adapters/dynamodb/library.ts';
import { readExtent } from '../../lambdas/adapters/dynamodb/read-list.ts';
import type { Clock } from '../../lambdas/domain/clock.ts';
import { productionGeometry } from '../../lambdas/domain/library/geometry.ts';
import type { LibraryQuery } from '../../lambdas/domain/library/library.ts';
import { median } from '../median.ts';
import { countCalls, type Taken } from './counting-client.ts';
import { queryAndFilter, skipAndScan } from './naive-reads.ts';

/** What a page took. */
export type PageFigures = {
  readonly list: 'library' | 'preset';
  readonly depth: 'first' | 'middle' | 'last';
  readonly page: number;
  readonly shown: number;
  readonly taken: Taken;
};

/** What a search took, and the page after its first; `undefined` where there is none. */
export type SearchFigures = {
  readonly text: string;
  readonly total: number;
  /** Of its first page, newest first. */
  readonly ids: readonly string[];
  readonly taken: Taken;
  readonly next: Taken | undefined;
};

/** What filtering whole rows took, and the ids of all that it found. */
export type FilterFigures = { readonly ids: readonly string[]; readonly taken: Taken };

export const limit = 20;
/** The first is in a twelfth of the invented prompts, the second in one; neither has a letter whose case could differ. */
export const searches = ['red fox', ', picture 777.'] as const;
const presetId = 'preset_product_shot';

/** Reads one team's library in every way, and counts what the store takes for it. Nobody else may change it meanwhile. */
export function measuredLibrary(
  client: DynamoDBDocumentClient,
  tables: { readonly images: string; readonly jobs: string },
  clock: Clock,
  teamId: string,
) {
  const table = tables.images;
  const counted = countCalls(client);
  const library = new DynamoLibrary(client, table, clock);
  const removals = new DynamoImageRemovals(client, tables, clock);
  const read = (query: Omit<LibraryQuery, 'teamId' | 'limit'>) =>
    counted(() => library.page({ teamId, limit, ...query }));
  const placeOf = async (list: string) => {
    const place = { client, table, list };
    const { lastSequence } = await readExtent({ ...place, ...productionGeometry });
    return { ...place, newest: lastSequence };
  };
  const pageCount = async (filter: { presetId?: string } = {}) =>
    Math.floor((await read({ start: { newer: 0 }, ...filter })).result.total / limit);

  return {
    /** First, middle and last full page, of the whole library and of a preset. */
    async pages(): Promise<readonly PageFigures[]> {
      const figures: PageFigures[] = [];
      for (const list of ['library', 'preset'] as const) {
        const filter = list === 'preset' ? { presetId } : {};
        const last = await pageCount(filter);
        for (const [depth, page] of [
          ['first', 1],
          ['middle', Math.ceil(last / 2)],
          ['last', last],
        ] as const) {
          const { result, ...taken } = await read({ start: { newer: (page - 1) * limit }, ...filter });
          figures.push({ list, depth, page, shown: result.images.length, taken });
        }
      }
      return figures;
    },

    async search(text: string): Promise<SearchFigures> {
      const search = { text, presetIds: new Set<string>() };
      const { result, ...taken } = await read({ start: { newer: 0 }, search });
      const { total, images } = result;
      const ids = images.map(({ imageId }) => imageId);
      if (total <= limit) return { text, total, ids, taken, next: undefined };
      const { result: _, ...next } = await read({ start: { newer: limit }, search });
      return { text, total, ids, taken, next };
    },

    /** What it takes to skip to a page. */
    async skipping({ list, page }: Pick<PageFigures, 'list' | 'page'>): Promise<Taken> {
      const partition = list === 'preset' ? lists.presetLibrary(teamId, presetId) : lists.library(teamId);
      const place = await placeOf(partition);
      const { result: _, ...taken } = await counted(() => skipAndScan(place, (page - 1) * limit, limit));
      return taken;
    },

    async filtering(text: string): Promise<FilterFigures> {
      const place = await placeOf(lists.library(teamId));
      const { result: ids, ...taken } = await counted(() => queryAndFilter(place, text));
      return { ids, taken };
    },

    /** Deletes so many pictures as the API does, from pages all over the library. Answers how many went. */
    async remove(count: number): Promise<number> {
      const pages = await pageCount();
      const every = Math.max(1, Math.floor(pages / Math.ceil(count / limit)));
      let removed = 0;
      for (let page = pages; page >= 1 && removed < count; page -= every) {
        const { images } = (await read({ start: { newer: (page - 1) * limit } })).result;
        for (const { imageId } of images.slice(0, count - removed)) {
          if (await removals.remove(teamId, imageId)) removed += 1;
        }
      }
      return removed;
    },

    /** How much longer the last page takes than the first: medians of calls in turn. */
    async lastToFirst(rounds: number): Promise<number> {
      const starts = [0, ((await pageCount()) - 1) * limit];
      const millis: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, newer] of starts.entries()) {
          const began = performance.now();
          await read({ start: { newer } });
          millis[index]?.push(performance.now() - began);
        }
      }
      return median(millis[1]) / median(millis[0]);
    },
  };
}
