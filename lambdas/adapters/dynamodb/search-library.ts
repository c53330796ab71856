import { type Bitmaps, type Extent, isDeleted, newestBlock } from '../../domain/library/deletions.ts';
import { matcherOf, type SearchEntry, type SearchFilter } from '../../domain/library/matches.ts';
import { endsOfSegment, fullSegments, lanesOf } from '../../domain/library/segments.ts';
import { keys, lists, segmentPrefix } from './keys.ts';
import { unpackSegment } from './packed-segment.ts';
import { parseRecord } from './read-item.ts';
import { between, numberAfter, queryPages, readBitmaps } from './read-list.ts';
import { noSegment, rowEntries, type SegmentPlace, sealSegment, segmentRecord } from './search-segments.ts';

/** Readers at once. A million pictures are some 60 MB of packed texts: at 1 MB a call, one after the other takes seconds. */
const maxLanes = 8;
/** Below this, a reader more costs more than it saves. */
const segmentsALane = 64;

/** The numbers of all pictures that a search finds, newest first: of every picture that `extent` knows. */
export async function searchLibrary(
  place: SegmentPlace,
  extent: Extent,
  filter: SearchFilter,
): Promise<readonly number[]> {
  const list = lists.library(place.teamId);
  const blocks = { newest: newestBlock(extent), oldest: 0 };
  const bitmaps = await readBitmaps({ ...place, list }, extent, blocks);
  const matches = matcherOf(filter);
  const isFound = (entry: SearchEntry) =>
    !isDeleted(bitmaps, entry.sequence, extent.blockSize) && matches(entry);

  const segments = fullSegments(extent.lastSequence, place.segmentSize);
  const lanes = lanesOf(segments, Math.min(maxLanes, Math.ceil(segments / segmentsALane)));
  const found = await Promise.all([
    tailEntries(place, extent, bitmaps).then((entries) => numbersOf(entries.filter(isFound))),
    ...lanes.map((lane) => searchSegments(place, lane, isFound)),
  ]);
  return found.flat().sort((a, b) => b - a);
}

/** Texts are looked at as they arrive, and let go: a large library does not have to fit into memory. */
async function searchSegments(
  place: SegmentPlace,
  { from, to }: { readonly from: number; readonly to: number },
  isFound: (entry: SearchEntry) => boolean,
): Promise<readonly number[]> {
  const found: number[] = [];
  const look = (entries: readonly SearchEntry[]) => {
    for (const { sequence } of entries.filter(isFound)) found.push(sequence);
  };
  const versions = new Map<number, number>();
  const ends = [keys.segment(place.teamId, from), keys.segment(place.teamId, to)] as const;
  for await (const item of queryPages(place.client, between(place.table, ends, false))) {
    const { version, packed } = parseRecord(segmentRecord, item, ends[0]);
    const segment = numberAfter(segmentPrefix, item);
    versions.set(segment, packed === undefined ? version : sealed);
    if (packed !== undefined) look(unpackSegment(packed));
  }
  for (let segment = from; segment <= to; segment += 1) {
    const version = versions.get(segment) ?? noSegment;
    if (version !== sealed) look(await sealSegment(place, segment, version));
  }
  return found;
}

const sealed = Number.POSITIVE_INFINITY;

/** Pictures after the last full segment; at half the price first, as long as none is missing that must be there. */
async function tailEntries(
  place: SegmentPlace,
  { lastSequence, blockSize }: Extent,
  bitmaps: Bitmaps,
): Promise<readonly SearchEntry[]> {
  const { oldest } = endsOfSegment(fullSegments(lastSequence, place.segmentSize), place.segmentSize);
  if (oldest > lastSequence) return [];

  const ends = { oldest, newest: lastSequence };
  const cheap = await rowEntries(place, ends, false);
  const there = new Set(cheap.map(({ sequence }) => sequence));
  for (let sequence = oldest; sequence <= lastSequence; sequence += 1) {
    if (!there.has(sequence) && !isDeleted(bitmaps, sequence, blockSize))
      return rowEntries(place, ends, true);
  }
  return cheap;
}

function numbersOf(entries: readonly SearchEntry[]): readonly number[] {
  return entries.map(({ sequence }) => sequence);
}
