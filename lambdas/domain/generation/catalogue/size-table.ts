import type { AspectRatio } from '../aspect-ratio.ts';
import type { Resolution } from '../resolution.ts';

type Size = readonly [width: number, height: number];

/** Pixel sizes by resolution and ratio, as a catalogue entry lists them. */
export function sizeTable(
  resolutions: readonly Resolution[],
  ratios: readonly AspectRatio[],
  sizeOf: (ratio: AspectRatio, resolution: Resolution) => Size,
): Record<string, Record<string, Size>> {
  return Object.fromEntries(
    resolutions.map((resolution) => [
      resolution,
      Object.fromEntries(ratios.map((ratio) => [ratio, sizeOf(ratio, resolution)])),
    ]),
  );
}
