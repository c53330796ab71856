import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockOfRank,
  blockSize,
  deletedOf,
  packCounts,
  placeOf,
  sequenceInBlock,
  unpackCounts,
  withDeleted,
  withOneMore,
} from '../../../../lambdas/domain/library/deletions.ts';

/** A list after deletions, kept as the store keeps it. */
function listOf(lastSequence: number, deleted: ReadonlySet<number>) {
  let counts: readonly number[] = [];
  const bitmaps = new Map<number, Uint8Array>();
  for (const sequence of deleted) {
    const { block, offset } = placeOf(sequence);
    counts = unpackCounts(packCounts(withOneMore(counts, block)));
    bitmaps.set(block, withDeleted(bitmaps.get(block) ?? new Uint8Array(), offset));
  }
  return {
    total: lastSequence - deletedOf(counts),
    at: (newer: number) => {
      const place = blockOfRank(lastSequence, counts, newer);
      if (place === undefined) return undefined;
      const bitmap = bitmaps.get(place.block) ?? new Uint8Array();
      return sequenceInBlock(lastSequence, place.block, place.newerInBlock, bitmap);
    },
  };
}

function leftOf(lastSequence: number, deleted: ReadonlySet<number>): number[] {
  return Array.from({ length: lastSequence }, (_, index) => lastSequence - index).filter(
    (sequence) => !deleted.has(sequence),
  );
}

describe('the n-th picture of a list with deletions', () => {
  it('is the one that walking over all of them finds, across blocks', () => {
    const edges = [1, 2, blockSize, blockSize + 1, 2 * blockSize, 2 * blockSize + 1, 3 * blockSize];
    const lists = fc.integer({ min: 0, max: 3 * blockSize }).chain((lastSequence) =>
      fc.record({
        lastSequence: fc.constant(lastSequence),
        deleted: fc
          .array(fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 1, max: 3 * blockSize })), {
            maxLength: 200,
          })
          .map((picked) => new Set(picked.filter((sequence) => sequence <= lastSequence))),
        ranks: fc.array(fc.integer({ min: 0, max: 3 * blockSize }), { minLength: 1, maxLength: 5 }),
      }),
    );

    fc.assert(
      fc.property(lists, ({ lastSequence, deleted, ranks }) => {
        const list = listOf(lastSequence, deleted);
        const left = leftOf(lastSequence, deleted);
        expect(list.total).toBe(left.length);
        for (const rank of [...ranks, 0, left.length - 1, left.length].filter((each) => each >= 0)) {
          expect(list.at(rank)).toBe(left[rank]);
        }
      }),
    );
  });

  it('is found behind blocks of which nothing is left', () => {
    const deleted = new Set(Array.from({ length: 2 * blockSize }, (_, index) => index + 2));
    const list = listOf(2 * blockSize + 2, deleted);

    expect([list.total, list.at(0), list.at(1), list.at(2)]).toEqual([2, 2 * blockSize + 2, 1, undefined]);
  });
});

describe('what is stored of deletions', () => {
  it('takes 490 bytes for a million pictures, and 512 for each block that has some', () => {
    const { block, offset } = placeOf(1_000_000);

    expect(packCounts(withOneMore([], block)).byteLength).toBe(490);
    expect(withDeleted(new Uint8Array(), offset).byteLength).toBe(512);
  });
});
