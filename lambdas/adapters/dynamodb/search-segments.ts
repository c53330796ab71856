import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { LibraryGeometry } from '../../domain/library/geometry.ts';
import { normaliseForSearch, type SearchEntry } from '../../domain/library/matches.ts';
import { endsOfSegment, fullSegments, segmentOf } from '../../domain/library/segments.ts';
import { libraryRowRecord } from './image-record.ts';
import { keys, lists } from './keys.ts';
import { packSegment, unpackSegment } from './packed-segment.ts';
import { parseRecord, readItem } from './read-item.ts';
import { queryRows } from './read-list.ts';
import type { TransactItems } from './transaction.ts';

/**
 * The texts of some consecutive pictures, packed: a copy of what never changes, so it may be missing, and whoever misses
 * it writes it. `version` counts the deletions in it; a deletion takes its text away in its own transaction.
 */
export const segmentRecord = z.object({
  version: z.int(),
  packed: z.instanceof(Uint8Array).optional(),
  /** The texts do not fit into an item: nobody need try again. */
  isTooLarge: z.boolean().default(false),
});

/** Where a team's texts stand, and how its library is cut. */
export type SegmentPlace = LibraryGeometry & {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly teamId: string;
};

type Item = Readonly<Record<string, unknown>>;

const searchedRecord = libraryRowRecord.pick({ presetId: true, userPrompt: true });

/** An item holds 400 KB. Longer texts stay in their rows, and searches read those. */
const maxPackedBytes = 380_000;

/** The version of a segment that has no item yet. */
export const noSegment = -1;

/** Where a segment stands. */
export function segmentKey({ teamId, stretchSize }: SegmentPlace, segment: number) {
  return keys.segment(teamId, Math.floor(segment / stretchSize), segment);
}

/**
 * Writes a full segment's texts, and answers them. `seenVersion` was read before: a deletion since then has counted it
 * up, the condition fails, and no text of a deleted picture stays. A text that could not be kept is read again next time:
 * whoever searches has it already, and whoever completes a job has more important things done.
 */
export async function sealSegment(
  place: SegmentPlace,
  segment: number,
  seenVersion: number,
): Promise<readonly SearchEntry[]> {
  const entries = await rowEntries(place, endsOfSegment(segment, place.segmentSize));
  const put = new PutCommand({
    TableName: place.table,
    Item: { ...segmentKey(place, segment), version: Math.max(seenVersion, 0), ...packedTexts(entries) },
    ...ifVersionIs(seenVersion),
  });
  await place.client.send(put).catch(() => undefined);
  return entries;
}

/** Packs the segments that a library has just filled: those after the number `last`, up to `next`. Never fails. */
export async function sealFilled(place: SegmentPlace, last: number, next: number): Promise<void> {
  const { client, table, segmentSize } = place;
  const filled = fullSegments(next, segmentSize);
  for (let segment = fullSegments(last, segmentSize); segment < filled; segment += 1) {
    try {
      // A picture may have gone before its segment was full.
      const found = await readItem(client, table, segmentKey(place, segment), segmentRecord);
      await sealSegment(place, segment, found?.version ?? noSegment);
    } catch {
      // The first search that misses the texts reads the rows, and packs them.
    }
  }
}

/** What a transaction writes when a picture goes: its text does not outlive it, and those beside it stay packed. */
export async function dropText(place: SegmentPlace, sequence: number): Promise<TransactItems[number]> {
  const { client, table, segmentSize } = place;
  const Key = segmentKey(place, segmentOf(sequence, segmentSize));
  const found = await readItem(client, table, Key, segmentRecord);
  if (found?.packed === undefined) {
    const update = 'ADD version :one REMOVE packed, isTooLarge';
    const values = { ':one': 1 };
    return { Update: { TableName: table, Key, UpdateExpression: update, ExpressionAttributeValues: values } };
  }
  const { version, packed } = found;
  const others = unpackSegment(packed).filter((entry) => entry.sequence !== sequence);
  const Item = { ...Key, version: version + 1, ...packedTexts(others) };
  return { Put: { TableName: table, Item, ...ifVersionIs(version) } };
}

function packedTexts(entries: readonly SearchEntry[]) {
  const packed = packSegment(entries);
  return packed.byteLength > maxPackedBytes ? { isTooLarge: true } : { packed };
}

function ifVersionIs(seen: number) {
  return seen === noSegment
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': seen } };
}

/** The texts of rows, read from the rows themselves. */
export async function rowEntries(
  place: SegmentPlace,
  ends: { readonly newest: number; readonly oldest: number },
): Promise<readonly SearchEntry[]> {
  const list = lists.library(place.teamId);
  return entriesOf(list, await queryRows({ ...place, list }, ends, true));
}

/** The texts of rows that were read already. */
export function entriesOf(list: string, rows: ReadonlyMap<number, Item>): readonly SearchEntry[] {
  return [...rows].map(([sequence, item]) => {
    const { presetId, userPrompt } = parseRecord(searchedRecord, item, keys.listRow(list, sequence));
    return { sequence, presetId, text: normaliseForSearch(userPrompt) };
  });
}
