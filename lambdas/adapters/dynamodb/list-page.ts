import type * as z from 'zod';
import { totalOf } from '../../domain/library/deletions.ts';
import { blocksOfPage, type PagePlace, type PageStart, sequencesOfPage } from '../../domain/library/pages.ts';
import { keys } from './keys.ts';
import type { ListPlace } from './numbered-list.ts';
import { parseRecord } from './read-item.ts';
import { queryRows, readBitmaps, readExtent } from './read-list.ts';

export type ListPage<Row> = {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly next: PagePlace | null;
};

/**
 * A page at any depth in at most three calls: head and deletions, then bitmaps, then the rows of exactly its numbers.
 * Rows are read at half the price. All is read again, the rows at the full price, when something that must be there is
 * not: a copy lagged behind, or somebody deleted a picture just now. A row that lags behind may show for a moment whether
 * its picture was public before.
 */
export async function readListPage<Schema extends z.ZodType>(
  place: ListPlace,
  schema: Schema,
  start: PageStart,
  limit: number,
): Promise<ListPage<z.output<Schema>>> {
  const cheap = await readOnce(place, schema, start, limit, false);
  return cheap.isWhole ? cheap.page : (await readOnce(place, schema, start, limit, true)).page;
}

async function readOnce<Schema extends z.ZodType>(
  place: ListPlace,
  schema: Schema,
  start: PageStart,
  limit: number,
  isConsistent: boolean,
): Promise<{ readonly page: ListPage<z.output<Schema>>; readonly isWhole: boolean }> {
  const extent = await readExtent(place);
  const total = totalOf(extent);
  const blocks = blocksOfPage(extent, start, limit);
  if (blocks.length === 0) return { page: { rows: [], total, next: null }, isWhole: true };

  const bitmaps = await readBitmaps(place, extent, blocks);
  const { sequences, hasMore } = sequencesOfPage(extent, bitmaps, start, limit);
  const [newest, oldest] = [sequences[0], sequences.at(-1)];
  if (newest === undefined || oldest === undefined)
    return { page: { rows: [], total, next: null }, isWhole: !hasMore };

  const found = await queryRows(place, { newest, oldest }, isConsistent);
  const rows = sequences.flatMap((sequence) => {
    const item = found.get(sequence);
    return item === undefined ? [] : [parseRecord(schema, item, keys.listRow(place.list, sequence))];
  });
  const next = hasMore ? { before: oldest, newer: start.newer + sequences.length } : null;
  const isFull = sequences.length === limit || !hasMore;
  return { page: { rows, total, next }, isWhole: isFull && rows.length === sequences.length };
}
