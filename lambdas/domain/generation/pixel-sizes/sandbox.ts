import { type AspectRatio, wholeRatio } from '../aspect-ratio.ts';
import type { Resolution } from '../resolution.ts';

/** The side of the square whose area a picture of any ratio has, within 4 %. */
const squareSidePixels: Readonly<Record<Resolution, number>> = {
  low: 512,
  standard: 1024,
  high: 2048,
  '4k': 4096,
};

/**
 * What the sandbox draws: the ratio exactly, both sides even. The longest side there is, 11,584 pixels of 8:1 in 4k,
 * stays below the 16,383 that WebP allows.
 */
export function sandboxPixelSize(
  aspectRatio: AspectRatio,
  resolution: Resolution,
): { readonly width: number; readonly height: number } {
  const { across, down } = wholeRatio(aspectRatio);
  const unitPixels = 2 * Math.round(squareSidePixels[resolution] / Math.sqrt(across * down) / 2);
  return { width: across * unitPixels, height: down * unitPixels };
}
