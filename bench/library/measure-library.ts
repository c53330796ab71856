import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { lists } from '../../lambdas/adapters/dynamodb/keys.ts';
import { DynamoLibrary } from '../../lambdas/adapters/dynamodb/library.ts';
import type { Clock } from '../../lambdas/domain/clock.ts';
import type { LibraryQuery } from '../../lambdas/domain/library/library.ts';
import { countReads, type Taken } from './counting-client.ts';
import { queryAndFilter, skipAndScan } from './naive-reads.ts';

/** What a page took. */
export type PageFigures = {
  readonly list: 'library' | 'preset';
  readonly depth: 'first' | 'middle' | 'last';
  readonly page: number;
  readonly shown: number;
  readonly taken: Taken;
};

/** What a search took, and the page after its first. */
export type SearchFigures = {
  readonly text: string;
  readonly total: number;
  readonly taken: Taken;
  readonly next: Taken;
};

export const limit = 20;
/** The first is in a twelfth of the invented prompts, the second in one; neither has a letter whose case could differ. */
export const searches = ['red fox', ', picture 777'] as const;
const presetId = 'preset_product_shot';

/** Reads one team's library in every way, and counts what it takes. It must not change meanwhile. */
export function measuredLibrary(client: DynamoDBDocumentClient, table: string, clock: Clock, teamId: string) {
  const counted = countReads(client);
  const library = new DynamoLibrary(client, table, clock);
  const read = (query: Omit<LibraryQuery, 'teamId' | 'limit'>) =>
    counted(() => library.page({ teamId, limit, ...query }));

  return {
    /** First, middle and last page, of the whole library and of a preset. */
    async pages(): Promise<readonly PageFigures[]> {
      const figures: PageFigures[] = [];
      for (const list of ['library', 'preset'] as const) {
        const filter = list === 'preset' ? { presetId } : {};
        const { total } = (await read({ start: { newer: 0 }, ...filter })).result;
        const last = Math.ceil(total / limit);
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
      const { result: _, ...next } = await read({ start: { newer: limit }, search });
      return { text, total: result.total, taken, next };
    },

    /** What it takes to skip to a page. */
    async skipping({ list, page }: Pick<PageFigures, 'list' | 'page'>): Promise<Taken> {
      const partition = list === 'preset' ? lists.presetLibrary(teamId, presetId) : lists.library(teamId);
      const place = { client, table, list: partition };
      const { result: _, ...taken } = await counted(() => skipAndScan(place, (page - 1) * limit, limit));
      return taken;
    },

    /** What it takes to filter whole rows, and how many it finds. */
    async filtering(text: string): Promise<Taken & { readonly total: number }> {
      const place = { client, table, list: lists.library(teamId) };
      const { result: total, ...taken } = await counted(() => queryAndFilter(place, text));
      return { ...taken, total };
    },

    /** How much longer the last page takes than the first: medians of calls in turn. */
    async lastToFirst(rounds: number): Promise<number> {
      const { total } = (await read({ start: { newer: 0 } })).result;
      const starts = [0, (Math.ceil(total / limit) - 1) * limit];
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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
