import { productionBlockSize } from './deletions.ts';
import { productionSegmentSize, productionStretchSize } from './segments.ts';

/** How a library is cut. What is stored depends on it: it never changes, but for tests, which have less to cut. */
export type LibraryGeometry = {
  readonly blockSize: number;
  readonly segmentSize: number;
  readonly stretchSize: number;
};

export const productionGeometry: LibraryGeometry = {
  blockSize: productionBlockSize,
  segmentSize: productionSegmentSize,
  stretchSize: productionStretchSize,
};
