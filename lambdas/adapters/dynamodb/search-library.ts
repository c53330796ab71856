import { type Bitmaps, type Extent, isDeleted, newestBlock } from '../../domain/library/deletions.ts';
import { matcherOf, type SearchEntry, type SearchFilter } from '../../domain/library/matches.ts';
import { endsOfSegment, fullSegments, stretchesOf } from '../../domain/library/segments.ts';
import { lists, segmentPrefix } from './keys.ts';
import { unpackSegment } from './packed-segment.ts';
import { parseRecord } from './read-item.ts';
import { between, numberAfter, queryPages, queryRows, readBitmaps } from './read-list.ts';
import {
  entriesOf,
  noSegment,
  rowEntries,
  type SegmentPlace,
  sealSegment,
  segmentKey,
  segmentRecord,
} from './search-segments.ts';

/** Readers at once. A million pictures are some 90 MB of packed texts: at 1 MB a call, one after the other takes seconds. */
const maxReaders = 8;

type Rows = ReadonlyMap<number, Readonly<Record<string, unknown>>>;

export type Found = {
  /** Of all pictures that a search finds, newest first: of every picture that `extent` knows. */
  readonly sequences: readonly number[];
  /** Rows that had to be read for it, found or not; whoever shows one of them need not read it again. */
  readonly rows: Rows;
};

export async function searchLibrary(
  place: SegmentPlace,
  extent: Extent,
  filter: SearchFilter,
): Promise<Found> {
  const list = lists.library(place.teamId);
  const blocks = Array.from({ length: newestBlock(extent) + 1 }, (_, index) => newestBlock(extent) - index);
  const bitmaps = await readBitmaps({ ...place, list }, extent, blocks);
  const matches = matcherOf(filter);
  const isFound = (entry: SearchEntry) =>
    !isDeleted(bitmaps, entry.sequence, extent.blockSize) && matches(entry);

  const stretches = stretchesOf(fullSegments(extent.lastSequence, place.segmentSize), place.stretchSize);
  const waiting = stretches.values();
  const found: number[] = [];
  const readers = Array.from({ length: Math.min(maxReaders, stretches.length) }, async () => {
    for (const stretch of waiting)
      for (const number of await searchStretch(place, stretch, isFound)) found.push(number);
  });
  const [rows] = await Promise.all([tailRows(place, extent, bitmaps), ...readers]);
  found.push(...numbersOf(entriesOf(list, rows).filter(isFound)));
  return { sequences: found.sort((a, b) => b - a), rows };
}

/** Texts are looked at as they arrive, and let go: a large library does not have to fit into memory. */
async function searchStretch(
  place: SegmentPlace,
  { from, to }: { readonly from: number; readonly to: number },
  isFound: (entry: SearchEntry) => boolean,
): Promise<readonly number[]> {
  const found: number[] = [];
  const look = (entries: readonly SearchEntry[]) => found.push(...numbersOf(entries.filter(isFound)));
  const unread = new Map<number, number>();
  for (let segment = from; segment <= to; segment += 1) unread.set(segment, noSegment);

  const ends = [segmentKey(place, from), segmentKey(place, to)] as const;
  for await (const item of queryPages(place.client, between(place.table, ends, false))) {
    const { version, packed, isTooLarge } = parseRecord(segmentRecord, item, ends[0]);
    const segment = numberAfter(segmentPrefix, item);
    unread.set(segment, version);
    if (packed !== undefined) look(unpackSegment(packed));
    else if (isTooLarge) look(await rowEntries(place, endsOfSegment(segment, place.segmentSize)));
    if (packed !== undefined || isTooLarge) unread.delete(segment);
  }
  for (const [segment, version] of unread) look(await sealSegment(place, segment, version));
  return found;
}

/** Pictures after the last full segment; at half the price first, as long as none is missing that must be there. */
async function tailRows(
  place: SegmentPlace,
  { lastSequence, blockSize }: Extent,
  bitmaps: Bitmaps,
): Promise<Rows> {
  const { oldest } = endsOfSegment(fullSegments(lastSequence, place.segmentSize), place.segmentSize);
  if (oldest > lastSequence) return new Map();

  const list = { ...place, list: lists.library(place.teamId) };
  const ends = { oldest, newest: lastSequence };
  const cheap = await queryRows(list, ends, false);
  for (let sequence = oldest; sequence <= lastSequence; sequence += 1) {
    if (!cheap.has(sequence) && !isDeleted(bitmaps, sequence, blockSize)) return queryRows(list, ends, true);
  }
  return cheap;
}

function numbersOf(entries: readonly SearchEntry[]): readonly number[] {
  return entries.map(({ sequence }) => sequence);
}
