/**
 * A list numbers its pictures 1, 2, 3 …; a deleted one leaves a hole. Counts of holes per block of numbers, and one bitmap
 * for each block that has some, find the n-th picture without walking over those before it.
 */

/** Numbers in a block: its bitmap takes 512 bytes, and a million pictures need 245 counts of two bytes. */
export const productionBlockSize = 4096;

/** How many pictures were deleted in each block; blocks past the end have none. */
export type DeletionCounts = readonly number[];

/** A list's numbers, and how many of them are holes. */
export type Extent = {
  readonly lastSequence: number;
  readonly counts: DeletionCounts;
  readonly blockSize: number;
};

/** By block: a bit is set where a picture is gone. A block without an entry has all of its pictures. */
export type Bitmaps = ReadonlyMap<number, Uint8Array>;

/** Where a number stands; the number 1 opens block 0. */
export function placeOf(
  sequence: number,
  blockSize: number,
): { readonly block: number; readonly offset: number } {
  return { block: Math.floor((sequence - 1) / blockSize), offset: (sequence - 1) % blockSize };
}

export function deletedOf(counts: DeletionCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

export function totalOf({ lastSequence, counts }: Extent): number {
  return lastSequence - deletedOf(counts);
}

/** The block that holds the newest picture; −1 of an empty list. */
export function newestBlock({ lastSequence, blockSize }: Extent): number {
  return lastSequence === 0 ? -1 : placeOf(lastSequence, blockSize).block;
}

/** Pictures of a block that are left. Counts may be a moment newer than the newest number: never less than none. */
export function leftIn({ lastSequence, counts, blockSize }: Extent, block: number): number {
  return Math.max(0, Math.min(blockSize, lastSequence - block * blockSize) - (counts[block] ?? 0));
}

export function withOneMore(counts: DeletionCounts, block: number): DeletionCounts {
  return Array.from({ length: Math.max(counts.length, block + 1) }, (_, index) => {
    return (counts[index] ?? 0) + (index === block ? 1 : 0);
  });
}

/** Two bytes a block, the higher one first: a block's count is at most 4,096. */
export function packCounts(counts: DeletionCounts): Uint8Array {
  const packed = new Uint8Array(2 * counts.length);
  const view = new DataView(packed.buffer);
  for (const [block, count] of counts.entries()) view.setUint16(2 * block, count);
  return packed;
}

export function unpackCounts(packed: Uint8Array): DeletionCounts {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: packed.byteLength / 2 }, (_, block) => view.getUint16(2 * block));
}

/** A block's bitmap with one more bit set. */
export function withDeleted(bitmap: Uint8Array, offset: number, blockSize: number): Uint8Array {
  const next = new Uint8Array(Math.ceil(blockSize / 8));
  next.set(bitmap);
  next[offset >> 3] = (next[offset >> 3] ?? 0) | (1 << (offset & 7));
  return next;
}

export function isDeleted(bitmaps: Bitmaps, sequence: number, blockSize: number): boolean {
  const { block, offset } = placeOf(sequence, blockSize);
  return ((bitmaps.get(block)?.[offset >> 3] ?? 0) & (1 << (offset & 7))) !== 0;
}

/** How many bits of a bitmap are set. */
export function bitsSet(bitmap: Uint8Array): number {
  let count = 0;
  for (const byte of bitmap) for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
