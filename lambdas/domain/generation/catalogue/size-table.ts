import type { AiModelConfig } from '../ai-model-config.ts';
import type { AspectRatio } from '../aspect-ratio.ts';
import type { Resolution } from '../resolution.ts';

type Size = readonly [width: number, height: number];
type SizeTable = AiModelConfig['pixelSizes'];

/** Pixel sizes by resolution and ratio, as a catalogue entry lists them. */
export function sizeTable(
  resolutions: readonly Resolution[],
  ratios: readonly AspectRatio[],
  sizeOf: (ratio: AspectRatio, resolution: Resolution) => Size,
): SizeTable {
  return Object.fromEntries(
    resolutions.map((resolution) => [
      resolution,
      Object.fromEntries(
        ratios.map((ratio) => {
          const [width, height] = sizeOf(ratio, resolution);
          return [ratio, [width, height]];
        }),
      ),
    ]),
  );
}
