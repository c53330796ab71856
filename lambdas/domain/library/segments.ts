/**
 * Numbers whose texts are kept together for searches. Prompts of 200 bytes come to some 5 KB so, an eighth of their rows,
 * and the rows after the last full segment, which a search reads as they are, are at most 63.
 */
export const productionSegmentSize = 64;

/**
 * Segments that share a partition, and one reader: some 3 MB. A partition gives 3,000 read units a second, which one
 * search of a million pictures would use up, were all of them in one.
 */
export const productionStretchSize = 512;

/** The segment of a number; the number 1 opens segment 0. */
export function segmentOf(sequence: number, segmentSize: number): number {
  return Math.floor((sequence - 1) / segmentSize);
}

/** How many segments are full, and so never get another picture. */
export function fullSegments(lastSequence: number, segmentSize: number): number {
  return Math.floor(lastSequence / segmentSize);
}

/** First and last number of a segment. */
export function endsOfSegment(segment: number, segmentSize: number) {
  return { oldest: segment * segmentSize + 1, newest: (segment + 1) * segmentSize };
}

/** First and last segment, `from` and `to`, of each stretch that the full segments fill or begin. */
export function stretchesOf(
  segments: number,
  stretchSize: number,
): readonly { readonly from: number; readonly to: number }[] {
  const count = Math.ceil(segments / stretchSize);
  return Array.from({ length: count }, (_, stretch) => ({
    from: stretch * stretchSize,
    to: Math.min(segments, (stretch + 1) * stretchSize) - 1,
  }));
}
