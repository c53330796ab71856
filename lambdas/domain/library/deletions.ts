/**
 * A list numbers its pictures 1, 2, 3 …; a deleted one leaves a hole. Counts of holes per block of numbers, and one bitmap
 * for each block that has some, find the n-th picture without walking over those before it.
 */

/** Numbers in a block: its bitmap takes 512 bytes, and a million pictures need 245 counts of two bytes. */
export const blockSize = 4096;

/** Where a number stands; the number 1 opens block 0. */
export function placeOf(sequence: number): { readonly block: number; readonly offset: number } {
  return { block: Math.floor((sequence - 1) / blockSize), offset: (sequence - 1) % blockSize };
}

/** How many pictures were deleted in each block; blocks past the end have none. */
export type DeletionCounts = readonly number[];

export function deletedOf(counts: DeletionCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
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

/** The block of the picture that has `newer` pictures before it, newest first; `undefined` past the end. */
export function blockOfRank(
  lastSequence: number,
  counts: DeletionCounts,
  newer: number,
): { readonly block: number; readonly newerInBlock: number } | undefined {
  let left = newer;
  for (let block = lastSequence === 0 ? -1 : placeOf(lastSequence).block; block >= 0; block -= 1) {
    const numbers = Math.min(blockSize, lastSequence - block * blockSize);
    const pictures = numbers - (counts[block] ?? 0);
    if (left < pictures) return { block, newerInBlock: left };
    left -= pictures;
  }
  return undefined;
}

/** The number of the picture with `newerInBlock` pictures of its block before it, newest first. */
export function sequenceInBlock(
  lastSequence: number,
  block: number,
  newerInBlock: number,
  bitmap: Uint8Array,
): number {
  let left = newerInBlock;
  const first = block * blockSize + 1;
  for (let sequence = Math.min(lastSequence, first + blockSize - 1); sequence > first; sequence -= 1) {
    if (isDeleted(bitmap, placeOf(sequence).offset)) continue;
    if (left === 0) return sequence;
    left -= 1;
  }
  return first;
}

/** A block's bitmap with one more bit set. */
export function withDeleted(bitmap: Uint8Array, offset: number): Uint8Array {
  const next = new Uint8Array(blockSize / 8);
  next.set(bitmap);
  next[offset >> 3] = (next[offset >> 3] ?? 0) | (1 << (offset & 7));
  return next;
}

function isDeleted(bitmap: Uint8Array, offset: number): boolean {
  return ((bitmap[offset >> 3] ?? 0) & (1 << (offset & 7))) !== 0;
}
