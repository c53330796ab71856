import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
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

/**
 * What a transaction writes when a picture goes. Every deletion of a list is guarded by the count that it saw, so two
 * cannot overwrite each other's bitmap: the later one fails as a whole and reads anew.
 */
export async function leaveList(place: ListPlace, sequence: number): Promise<TransactItems> {
  const { client, table, list, blockSize } = place;
  const { block, offset } = placeOf(sequence, blockSize);
  const [counts, bitmap = noBits] = await Promise.all([
    readItem(client, table, keys.listDeletions(list), deletionsRecord),
    readItem(client, table, keys.listBitmap(list, block), bitmapRecord),
  ]);
  const next = deletionsItem(list, withOneMore(counts ?? [], block));
  return [
    { Delete: { TableName: table, Key: keys.listRow(list, sequence) } },
    { Put: { TableName: table, Item: next, ...ifStill(counts) } },
    { Put: { TableName: table, Item: bitmapItem(list, block, withDeleted(bitmap, offset, blockSize)) } },
  ];
}

export function deletionsItem(list: string, counts: DeletionCounts) {
  return { ...keys.listDeletions(list), counts: packCounts(counts), deleted: deletedOf(counts) };
}

export function bitmapItem(list: string, block: number, bits: Uint8Array) {
  return { ...keys.listBitmap(list, block), bits };
}

function ifStill(counts: DeletionCounts | undefined) {
  return counts === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'deleted = :seen', ExpressionAttributeValues: { ':seen': deletedOf(counts) } };
}
