import type { AspectRatio } from '../aspect-ratio.ts';

/** Ratios that Stability's models are asked for by name. It has 9:21 too, which no client can ask for. */
export const stabilityRatios = [
  '1:1',
  '2:3',
  '3:2',
  '4:5',
  '5:4',
  '9:16',
  '16:9',
  '21:9',
] as const satisfies readonly AspectRatio[];

/**
 * About what Stability draws: it promises an area, and lists no sizes. Its pictures are trimmed to the exact ratio, for its
 * own are up to 3 % off. What is stored is measured.
 */
export function stabilityPixelSize(
  { across, down }: { readonly across: number; readonly down: number },
  megapixels: number,
): [width: number, height: number] {
  const unitPixels = Math.round(Math.sqrt((megapixels * 1_000_000) / (across * down)));
  return [across * unitPixels, down * unitPixels];
}
