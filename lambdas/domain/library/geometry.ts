import { productionBlockSize } from './deletions.ts';
import { productionSegmentSize } from './segments.ts';

/** How a library is cut. What is stored depends on it: it never changes, but for tests, which have less to cut. */
export type LibraryGeometry = { readonly blockSize: number; readonly segmentSize: number };

export const productionGeometry: LibraryGeometry = {
  blockSize: productionBlockSize,
  segmentSize: productionSegmentSize,
};
