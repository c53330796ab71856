import type { AspectRatio } from '../aspect-ratio.ts';
import type { Resolution } from '../resolution.ts';

type Size = readonly [width: number, height: number];

/**
 * What we ask of `gpt-image-2` and later, which draw any size within these limits: both sides divisible by 16, from 1:3
 * to 3:1, 655,360 to 8,294,400 pixels, no side over 3,840. Only `4k` is over the 2560 × 1440 of which OpenAI is sure.
 */
export const gptImageSizes = {
  '1:1': { low: [880, 880], standard: [1024, 1024], high: [1920, 1920], '4k': [2880, 2880] },
  '1:2': { low: [624, 1248], standard: [768, 1536], high: [1344, 2688], '4k': [1920, 3840] },
  '2:1': { low: [1248, 624], standard: [1536, 768], high: [2688, 1344], '4k': [3840, 1920] },
  '2:3': { low: [736, 1104], standard: [896, 1344], high: [1536, 2304], '4k': [2336, 3504] },
  '3:2': { low: [1104, 736], standard: [1344, 896], high: [2304, 1536], '4k': [3504, 2336] },
  '3:4': { low: [768, 1024], standard: [960, 1280], high: [1632, 2176], '4k': [2448, 3264] },
  '4:3': { low: [1024, 768], standard: [1280, 960], high: [2176, 1632], '4k': [3264, 2448] },
  '4:5': { low: [768, 960], standard: [960, 1200], high: [1664, 2080], '4k': [2560, 3200] },
  '5:4': { low: [960, 768], standard: [1200, 960], high: [2080, 1664], '4k': [3200, 2560] },
  '9:16': { low: [720, 1280], standard: [864, 1536], high: [1440, 2560], '4k': [2160, 3840] },
  '9:19.5': { low: [576, 1248], standard: [768, 1664], high: [1248, 2704], '4k': [1728, 3744] },
  '16:9': { low: [1280, 720], standard: [1536, 864], high: [2560, 1440], '4k': [3840, 2160] },
  '19.5:9': { low: [1248, 576], standard: [1664, 768], high: [2704, 1248], '4k': [3744, 1728] },
  '21:9': { low: [1344, 576], standard: [1680, 720], high: [2912, 1248], '4k': [3808, 1632] },
} as const satisfies Partial<Record<AspectRatio, Record<Resolution, Size>>>;
