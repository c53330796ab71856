import { describe, expect, it } from 'vitest';
import {
  bitsSet,
  packCounts,
  placeOf,
  productionBlockSize,
  unpackCounts,
  withDeleted,
  withOneMore,
} from '../../../../lambdas/domain/library/deletions.ts';

describe('what is stored of deletions', () => {
  it('takes 490 bytes for a million pictures, and 512 for each block that has some', () => {
    const { block, offset } = placeOf(1_000_000, productionBlockSize);

    expect(packCounts(withOneMore([], block)).byteLength).toBe(490);
    expect(withDeleted(new Uint8Array(), offset, productionBlockSize).byteLength).toBe(512);
  });

  it('comes back as it was, also for a block of which nothing is left', () => {
    const counts = [0, productionBlockSize, 255, 256];

    expect(unpackCounts(packCounts(counts))).toEqual(counts);
  });

  it('counts a picture once, however often its bit is set', () => {
    const once = withDeleted(new Uint8Array(), 9, 16);

    expect(bitsSet(withDeleted(once, 9, 16))).toBe(1);
    expect(bitsSet(withDeleted(once, 15, 16))).toBe(2);
  });
});
