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

/** Beside the head of a library, not in it: deletes do not meet completions, which move money. */
export const deletionsRecord = z
  .object({ counts: z.instanceof(Uint8Array), deleted: z.int() })
  .transform(({ counts }) => unpackCounts(counts));

const bitmapRecord = z.object({ bits: z.instanceof(Uint8Array) }).transform(({ bits }) => bits);

const noBits = new Uint8Array();

/** Which pictures of a block are gone; empty while none is. */
export async function readBitmap(
  client: DynamoDBDocumentClient,
  table: string,
  teamId: string,
  block: number,
): Promise<Uint8Array> {
  return (await readItem(client, table, keys.deletionBitmap(teamId, block), bitmapRecord)) ?? noBits;
}

/**
 * What a transaction writes when a picture goes. Every deletion of a library is guarded by the count that it saw, so two
 * cannot overwrite each other's bitmap: the later one fails as a whole and reads anew.
 */
export async function noteDeletion(
  client: DynamoDBDocumentClient,
  table: string,
  teamId: string,
  sequence: number,
): Promise<TransactItems> {
  const { block, offset } = placeOf(sequence);
  const [counts, bitmap] = await Promise.all([
    readItem(client, table, keys.libraryDeletions(teamId), deletionsRecord),
    readBitmap(client, table, teamId, block),
  ]);
  const bits = withDeleted(bitmap, offset);
  return [
    {
      Put: {
        TableName: table,
        Item: deletionsItem(teamId, withOneMore(counts ?? [], block)),
        ...seen(counts),
      },
    },
    { Put: { TableName: table, Item: { ...keys.deletionBitmap(teamId, block), bits } } },
  ];
}

function deletionsItem(teamId: string, counts: DeletionCounts) {
  return { ...keys.libraryDeletions(teamId), counts: packCounts(counts), deleted: deletedOf(counts) };
}

function seen(counts: DeletionCounts | undefined) {
  return counts === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'deleted = :seen', ExpressionAttributeValues: { ':seen': deletedOf(counts) } };
}
