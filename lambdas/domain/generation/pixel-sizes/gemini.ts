import { type AspectRatio, aspectRatios } from '../aspect-ratio.ts';

type Size = readonly [width: number, height: number];

/**
 * What Gemini's image models draw at "1K", as Google lists it (ai.google.dev/gemini-api/docs/image-generation, read on
 * 2026-10-03): fixed, not computed. "2K" and "4K" are twice and four times as wide and high.
 */
const at1k = {
  '1:1': [1024, 1024],
  '1:4': [512, 2048],
  '1:8': [384, 3072],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:1': [2048, 512],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '8:1': [3072, 384],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
} as const satisfies Partial<Record<AspectRatio, Size>>;

export type GeminiRatio = keyof typeof at1k;

/** Ratios of the flash family, in the order in which clients see them; the pro model has no panoramas. */
export const geminiRatios: readonly GeminiRatio[] = aspectRatios.filter(isGeminiRatio);

function isGeminiRatio(ratio: AspectRatio): ratio is GeminiRatio {
  return ratio in at1k;
}

const scales = { '1K': 1, '2K': 2, '4K': 4 } as const;

/** Width and height in pixels of what Gemini draws. What is stored is measured all the same. */
export function geminiPixelSize(ratio: GeminiRatio, size: keyof typeof scales): Size {
  const [width, height] = at1k[ratio];
  return [width * scales[size], height * scales[size]];
}
