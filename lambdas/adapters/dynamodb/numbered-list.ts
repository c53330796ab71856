import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  type Bitmaps,
  type DeletionCounts,
  deletedOf,
  packCounts,
  placeOf,
  unpackCounts,
  withDeleted,
  withOneMore,
} from '../../domain/library/deletions.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';
import type { TransactItems } from './transaction.ts';

/** Where a list is written: its partition of the table of images. */
export type ListPlace = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly list: string;
  readonly blockSize: number;
};

/** The newest number of a list. Dense: the n-th picture that ever came has the number n. */
export const listHeadRecord = z.object({ lastSequence: z.int() });

/** Beside the head of a list, not in it: deletes do not meet completions, which move money. */
export const deletionsRecord = z
  .object({ counts: z.instanceof(Uint8Array), deleted: z.int() })
  .transform(({ counts }) => unpackCounts(counts));

export const bitmapRecord = z.object({ bits: z.instanceof(Uint8Array) }).transform(({ bits }) => bits);

const noBits = new Uint8Array();

/**
 * What a transaction writes when pictures come: the numbers are theirs only if nobody took them since `seen` was read
 * (0 of a list that has no head yet).
 */
export function takeNumbers(
  { table, list }: Pick<ListPlace, 'table' | 'list'>,
  seen: number,
  count: number,
  more: Readonly<Record<string, number>> = {},
) {
  const values = Object.entries({ lastSequence: seen + count, ...more });
  return {
    Update: {
      TableName: table,
      Key: keys.listHead(list),
      ConditionExpression: seen === 0 ? 'attribute_not_exists(pk)' : 'lastSequence = :seen',
      UpdateExpression: `SET ${values.map(([name]) => `${name} = :${name}`).join(', ')}`,
      ExpressionAttributeValues: {
        ...(seen === 0 ? {} : { ':seen': seen }),
        ...Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
      },
    },
  };
}

/** What was read of a list's holes: how many there are in each block, and where they are in some. */
export type SeenHoles = { readonly counts: DeletionCounts | undefined; readonly bitmaps: Bitmaps };

/** What a transaction writes when a picture goes. */
export async function leaveList(place: ListPlace, sequence: number): Promise<TransactItems> {
  const { table, list, blockSize } = place;
  const seen = await readHoles(place, placeOf(sequence, blockSize).block);
  const { items } = makeHoles(place, seen, [sequence]);
  return [{ Delete: { TableName: table, Key: keys.listRow(list, sequence) } }, ...items];
}

/**
 * A list's holes, of which those in one block are known by their places. The counts are read first, for they guard what
 * is written: a deletion between the two reads makes them old. The other way round it would be overwritten.
 */
export async function readHoles({ client, table, list }: ListPlace, block: number): Promise<SeenHoles> {
  const counts = await readItem(client, table, keys.listDeletions(list), deletionsRecord);
  const bits = await readItem(client, table, keys.listBitmap(list, block), bitmapRecord);
  return { counts, bitmaps: new Map(bits === undefined ? [] : [[block, bits]]) };
}

/**
 * What a transaction writes when numbers become holes, and the holes that there are after it. `seen` must know the bitmaps of their
 * blocks. Every deletion of a list is guarded by the count that it saw, so two cannot overwrite each other's bitmap: the
 * later one fails as a whole and reads anew.
 */
export function makeHoles(
  { table, list, blockSize }: Pick<ListPlace, 'table' | 'list' | 'blockSize'>,
  seen: SeenHoles,
  sequences: readonly number[],
): { readonly items: TransactItems; readonly holes: SeenHoles } {
  if (sequences.length === 0) return { items: [], holes: seen };

  let counts = seen.counts ?? [];
  const bitmaps = new Map(seen.bitmaps);
  const changed = new Set<number>();
  for (const sequence of sequences) {
    const { block, offset } = placeOf(sequence, blockSize);
    counts = withOneMore(counts, block);
    bitmaps.set(block, withDeleted(bitmaps.get(block) ?? noBits, offset, blockSize));
    changed.add(block);
  }
  const put = (Item: object) => ({ Put: { TableName: table, Item: { ...Item } } });
  const items = [
    { Put: { TableName: table, Item: deletionsItem(list, counts), ...ifStill(seen.counts) } },
    ...[...changed].map((block) => put({ ...keys.listBitmap(list, block), bits: bitmaps.get(block) })),
  ];
  return { items, holes: { counts, bitmaps } };
}

function deletionsItem(list: string, counts: DeletionCounts) {
  return { ...keys.listDeletions(list), counts: packCounts(counts), deleted: deletedOf(counts) };
}

function ifStill(counts: DeletionCounts | undefined) {
  return counts === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'deleted = :seen', ExpressionAttributeValues: { ':seen': deletedOf(counts) } };
}
