import { type AspectRatio, wholeRatio } from '../aspect-ratio.ts';

/**
 * The largest picture of exactly this ratio inside another: what is left of a picture that was drawn in the nearest ratio
 * that its model has. Sides are whole pixels, so up to a dozen may go beyond what the ratio itself costs.
 */
export function trimmedSize(
  [width, height]: readonly [width: number, height: number],
  aspectRatio: AspectRatio,
): [width: number, height: number] {
  const { across, down } = wholeRatio(aspectRatio);
  const unitPixels = Math.max(1, Math.floor(Math.min(width / across, height / down)));
  return [across * unitPixels, down * unitPixels];
}
