import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { LibraryGeometry } from '../../domain/library/geometry.ts';
import { normaliseForSearch, type SearchEntry } from '../../domain/library/matches.ts';
import { endsOfSegment, segmentOf } from '../../domain/library/segments.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { libraryRowRecord } from './image-record.ts';
import { keys, lists } from './keys.ts';
import { packSegment } from './packed-segment.ts';
import { parseRecord } from './read-item.ts';
import { queryRows } from './read-list.ts';

/**
 * The texts of some consecutive pictures, packed: a copy of what never changes, so it may be missing, and whoever misses
 * it writes it. `version` counts the deletions in it; a deletion takes the texts away in its own transaction.
 */
export const segmentRecord = z.object({
  version: z.int(),
  packed: z.instanceof(Uint8Array).optional(),
});

/** Where a team's texts stand, and how its library is cut. */
export type SegmentPlace = LibraryGeometry & {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly teamId: string;
};

const searchedRecord = libraryRowRecord.pick({ presetId: true, userPrompt: true });

/** An item holds 400 KB. Longer texts stay in their rows, and searches read those. */
const maxPackedBytes = 380_000;

/** The version of a segment that has no item yet. */
export const noSegment = -1;

/**
 * Writes a full segment's texts, and answers them. `seenVersion` was read before: a deletion since
 * then has counted it up, the condition fails, and no text of a deleted picture stays.
 */
export async function sealSegment(
  place: SegmentPlace,
  segment: number,
  seenVersion: number,
): Promise<readonly SearchEntry[]> {
  const entries = await rowEntries(place, endsOfSegment(segment, place.segmentSize), true);
  const Item = segmentItem(place.teamId, segment, entries, Math.max(seenVersion, 0));
  if (Item === undefined) return entries;

  const put = new PutCommand({
    TableName: place.table,
    Item,
    ...(seenVersion === noSegment
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :seen',
          ExpressionAttributeValues: { ':seen': seenVersion },
        }),
  });
  await place.client.send(put).catch((cause: unknown) => {
    if (!(cause instanceof ConditionalCheckFailedException))
      throw new StoreUnavailable('keep texts', { cause });
  });
  return entries;
}

/** A segment as it is stored; `undefined` when it would not fit into an item. */
export function segmentItem(
  teamId: string,
  segment: number,
  entries: readonly SearchEntry[],
  version: number,
) {
  const packed = packSegment(entries);
  return packed.byteLength > maxPackedBytes
    ? undefined
    : { ...keys.segment(teamId, segment), version, packed };
}

/** What a transaction writes when a picture goes: its text does not outlive it. */
export function openSegment(table: string, teamId: string, sequence: number, segmentSize: number) {
  return {
    Update: {
      TableName: table,
      Key: keys.segment(teamId, segmentOf(sequence, segmentSize)),
      UpdateExpression: 'ADD version :one REMOVE packed',
      ExpressionAttributeValues: { ':one': 1 },
    },
  };
}

/** The texts of rows, read from the rows themselves. */
export async function rowEntries(
  place: SegmentPlace,
  ends: { readonly newest: number; readonly oldest: number },
  isConsistent: boolean,
): Promise<readonly SearchEntry[]> {
  const list = lists.library(place.teamId);
  const rows = await queryRows({ ...place, list }, ends, isConsistent);
  return [...rows].map(([sequence, item]) => {
    const { presetId, userPrompt } = parseRecord(searchedRecord, item, keys.listRow(list, sequence));
    return { sequence, presetId, text: normaliseForSearch(userPrompt) };
  });
}
