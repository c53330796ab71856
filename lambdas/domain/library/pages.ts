import { type Bitmaps, type Extent, isDeleted, leftIn, newestBlock, placeOf } from './deletions.ts';

/** Where a page of a list starts: after `newer` pictures, or below the number `before`, which stays the same place for ever. */
export type PageStart = { readonly newer: number; readonly before?: number };

/** The place after a page, and so the start of the next one. */
export type PagePlace = Required<PageStart>;

/**
 * Blocks in which the pictures of a page and the one after it are found, newest first; none of them is empty, however many
 * empty ones there are in between. No blocks at all past the end.
 */
export function blocksOfPage(extent: Extent, start: PageStart, limit: number): readonly number[] {
  const newest =
    start.before === undefined ? blockOfRank(extent, start.newer) : blockBelow(extent, start.before);
  const blocks: number[] = [];
  // What is left in the first block below the start is not known before its bitmap is: the blocks after it suffice alone.
  for (let block = newest, enough = 0; block >= 0 && enough <= limit; block -= 1) {
    const left = leftIn(extent, block);
    if (left === 0) continue;
    blocks.push(block);
    if (block < newest) enough += left;
  }
  return blocks;
}

/** The numbers of a page, newest first, and whether there are pictures after it. */
export function sequencesOfPage(
  extent: Extent,
  bitmaps: Bitmaps,
  start: PageStart,
  limit: number,
): { readonly sequences: readonly number[]; readonly hasMore: boolean } {
  const blocks = blocksOfPage(extent, start, limit);
  const [newest = 0] = blocks;
  let skip = start.before === undefined ? start.newer - newerThan(extent, newest) : 0;
  const sequences: number[] = [];
  for (const block of blocks) {
    const top = Math.min(topOf(extent, block), (start.before ?? Number.POSITIVE_INFINITY) - 1);
    for (let sequence = top; sequence > block * extent.blockSize; sequence -= 1) {
      if (isDeleted(bitmaps, sequence, extent.blockSize)) continue;
      if (skip > 0) skip -= 1;
      else if (sequences.length === limit) return { sequences, hasMore: true };
      else sequences.push(sequence);
    }
  }
  // Bitmaps may be newer than the counts that chose the blocks: then there is less in them, and more behind.
  return { sequences, hasMore: hasOlder(extent, blocks.at(-1) ?? 0) };
}

function blockOfRank(extent: Extent, newer: number): number {
  let left = newer;
  for (let block = newestBlock(extent); block >= 0; block -= 1) {
    const pictures = leftIn(extent, block);
    if (left < pictures) return block;
    left -= pictures;
  }
  return -1;
}

function blockBelow({ lastSequence, blockSize }: Extent, before: number): number {
  const below = Math.min(before - 1, lastSequence);
  return below < 1 ? -1 : placeOf(below, blockSize).block;
}

function hasOlder(extent: Extent, block: number): boolean {
  for (let older = block - 1; older >= 0; older -= 1) if (leftIn(extent, older) > 0) return true;
  return false;
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
