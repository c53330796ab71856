/**
 * Numbers whose texts are kept together for searches. Prompts of 200 bytes come to about 4 KB so, a fifth of their rows,
 * and the rows after the last full segment, which a search reads as they are, are at most 63.
 */
export const productionSegmentSize = 64;

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

/** Segments in stretches of about the same length, for as many readers. */
export function lanesOf(
  segments: number,
  lanes: number,
): readonly { readonly from: number; readonly to: number }[] {
  const length = Math.ceil(segments / lanes);
  const starts = Array.from({ length: lanes }, (_, lane) => lane * length).filter((from) => from < segments);
  return starts.map((from) => ({ from, to: Math.min(from + length, segments) - 1 }));
}
