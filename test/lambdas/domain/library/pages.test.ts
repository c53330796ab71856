import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bitmaps,
  type Extent,
  placeOf,
  productionBlockSize,
  totalOf,
  withDeleted,
  withOneMore,
} from '../../../../lambdas/domain/library/deletions.ts';
import { blocksOfPage, type PageStart, sequencesOfPage } from '../../../../lambdas/domain/library/pages.ts';

/** A list after deletions, as the store keeps it. */
function listOf(lastSequence: number, deleted: ReadonlySet<number>, blockSize: number) {
  let counts: readonly number[] = [];
  const bitmaps = new Map<number, Uint8Array>();
  for (const sequence of deleted) {
    const { block, offset } = placeOf(sequence, blockSize);
    counts = withOneMore(counts, block);
    bitmaps.set(block, withDeleted(bitmaps.get(block) ?? new Uint8Array(), offset, blockSize));
  }
  return { extent: { lastSequence, counts, blockSize }, bitmaps };
}

/** A page as a reader finds it, who knows the bitmaps of the page's blocks and no others. */
function pageOf(extent: Extent, bitmaps: Bitmaps, start: PageStart, limit: number) {
  const blocks = blocksOfPage(extent, start, limit);
  const read = [...bitmaps].filter(([block]) => blocks.includes(block));
  return sequencesOfPage(extent, new Map(read), start, limit);
}

const lists = fc
  .record({ blockSize: fc.integer({ min: 1, max: 40 }), lastSequence: fc.integer({ min: 0, max: 200 }) })
  .chain(({ blockSize, lastSequence }) =>
    fc.record({
      blockSize: fc.constant(blockSize),
      lastSequence: fc.constant(lastSequence),
      deleted: fc
        .oneof(
          fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 200 }),
          // A stretch of which nothing is left.
          fc
            .tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 200 }))
            .map(([from, count]) => Array.from({ length: count }, (_, index) => from + index)),
        )
        .map((picked) => new Set(picked.filter((sequence) => sequence <= lastSequence))),
      limit: fc.integer({ min: 1, max: 30 }),
      newer: fc.integer({ min: 0, max: 210 }),
      before: fc.integer({ min: 1, max: 210 }),
    }),
  );

describe('a page of a list with deletions', () => {
  it('is what walking over all of it finds, by its number and from a place', () => {
    fc.assert(
      fc.property(lists, ({ blockSize, lastSequence, deleted, limit, newer, before }) => {
        const { extent, bitmaps } = listOf(lastSequence, deleted, blockSize);
        const left = Array.from({ length: lastSequence }, (_, index) => lastSequence - index).filter(
          (sequence) => !deleted.has(sequence),
        );
        const below = left.filter((sequence) => sequence < before);

        expect(totalOf(extent)).toBe(left.length);
        expect(pageOf(extent, bitmaps, { newer }, limit)).toEqual({
          sequences: left.slice(newer, newer + limit),
          hasMore: left.length > newer + limit,
        });
        expect(pageOf(extent, bitmaps, { newer, before }, limit)).toEqual({
          sequences: below.slice(0, limit),
          hasMore: below.length > limit,
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('is in two blocks of a million pictures, wherever it is', () => {
    const counts = Array.from({ length: 245 }, () => 400);
    const extent = { lastSequence: 1_000_000, counts, blockSize: productionBlockSize };

    for (const newer of [0, 12_345, 500_000, 900_000]) {
      const blocks = blocksOfPage(extent, { newer }, 20);
      expect([1, 2]).toContain(blocks.length);
    }
    expect(blocksOfPage(extent, { newer: 1_000_000 }, 20)).toEqual([]);
  });

  it('is in two blocks, however many empty ones there are before and between them', () => {
    const empty = Array.from({ length: 3000 }, () => 8);
    const extent = { lastSequence: 8 * 6003, counts: [0, 0, ...empty, 0, ...empty], blockSize: 8 };

    expect(blocksOfPage(extent, { newer: 0 }, 3)).toEqual([3002, 1]);
    expect(blocksOfPage(extent, { newer: 0, before: 8 * 6003 }, 3)).toEqual([3002]);
    expect(blocksOfPage(extent, { newer: 8 }, 3)).toEqual([1, 0]);
  });

  it('has pictures after it when bitmaps are newer than the counts, and what was deleted since made it short', () => {
    const extent = { lastSequence: 24, counts: [0, 5, 0], blockSize: 8 };
    const holes = (...offsets: number[]) =>
      offsets.reduce<Uint8Array>((bitmap, offset) => withDeleted(bitmap, offset, 8), new Uint8Array());
    // One more hole in each of the two newer blocks.
    const bitmaps = new Map([
      [2, holes(0)],
      [1, holes(0, 1, 2, 3, 4, 5)],
    ]);

    expect(sequencesOfPage(extent, bitmaps, { newer: 7, before: 18 }, 2)).toEqual({
      sequences: [16, 15],
      hasMore: true,
    });
  });
});
