import { type Bitmaps, type Extent, isDeleted, leftIn, newestBlock, placeOf } from './deletions.ts';

/** Where a page of a list starts: after `newer` pictures, or below the number `before`, which stays the same place for ever. */
export type PageStart = { readonly newer: number; readonly before?: number };

/** The place after a page, and so the start of the next one. */
export type PagePlace = Required<PageStart>;

/** Blocks in which a page's pictures are found, both ends included. */
export type PageBlocks = { readonly newest: number; readonly oldest: number };

/** The blocks of a page and of the picture after it; `undefined` past the end. */
export function blocksOfPage(extent: Extent, start: PageStart, limit: number): PageBlocks | undefined {
  const newest =
    start.before === undefined ? blockOfRank(extent, start.newer) : blockBelow(extent, start.before);
  if (newest === undefined) return undefined;

  // What is left in the first block below the start is not known before its bitmap is: the blocks after it suffice alone.
  let oldest = newest;
  for (let left = 0; oldest > 0 && left <= limit; left += leftIn(extent, oldest)) oldest -= 1;
  return { newest, oldest };
}

/** The numbers of a page, newest first, and whether there are pictures after it. */
export function sequencesOfPage(
  extent: Extent,
  bitmaps: Bitmaps,
  start: PageStart,
  limit: number,
): { readonly sequences: readonly number[]; readonly hasMore: boolean } {
  const blocks = blocksOfPage(extent, start, limit);
  if (blocks === undefined) return { sequences: [], hasMore: false };

  let skip = start.before === undefined ? start.newer - newerThan(extent, blocks.newest) : 0;
  const from = Math.min(start.before ?? Number.POSITIVE_INFINITY, topOf(extent, blocks.newest) + 1) - 1;
  const sequences: number[] = [];
  for (let sequence = from; sequence > blocks.oldest * extent.blockSize; sequence -= 1) {
    if (isDeleted(bitmaps, sequence, extent.blockSize)) continue;
    if (skip > 0) skip -= 1;
    else if (sequences.length === limit) return { sequences, hasMore: true };
    else sequences.push(sequence);
  }
  return { sequences, hasMore: false };
}

function blockOfRank(extent: Extent, newer: number): number | undefined {
  let left = newer;
  for (let block = newestBlock(extent); block >= 0; block -= 1) {
    const pictures = leftIn(extent, block);
    if (left < pictures) return block;
    left -= pictures;
  }
  return undefined;
}

function blockBelow({ lastSequence, blockSize }: Extent, before: number): number | undefined {
  const below = Math.min(before - 1, lastSequence);
  return below < 1 ? undefined : placeOf(below, blockSize).block;
}

/** Pictures in the blocks after this one, which are all newer. */
function newerThan(extent: Extent, block: number): number {
  let newer = 0;
  for (let later = newestBlock(extent); later > block; later -= 1) newer += leftIn(extent, later);
  return newer;
}

function topOf({ lastSequence, blockSize }: Extent, block: number): number {
  return Math.min(lastSequence, (block + 1) * blockSize);
}
