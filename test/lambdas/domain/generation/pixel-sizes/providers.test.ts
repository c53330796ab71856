import { describe, expect, it } from 'vitest';
import {
  geminiPixelSize,
  geminiRatios,
} from '../../../../../lambdas/domain/generation/pixel-sizes/gemini.ts';
import { gptImageSizes } from '../../../../../lambdas/domain/generation/pixel-sizes/gpt-image.ts';
import { trimmedSize } from '../../../../../lambdas/domain/generation/pixel-sizes/trim.ts';

/** How far a size is from the ratio that its name says, as a part of it. */
function offBy(ratio: string, [width, height]: readonly [number, number]): number {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  return Math.abs(width / height / (across / down) - 1);
}

const gptSizes = Object.entries(gptImageSizes).flatMap(([ratio, sizes]) =>
  Object.entries(sizes).map(([resolution, size]) => [ratio, resolution, size] as const),
);

describe('the sizes that we ask of GPT Image', () => {
  it.each(gptSizes)('are right for %s in %s', (ratio, _, size) => {
    const [width, height] = size;

    expect(offBy(ratio, size)).toBeLessThan(0.01);
    expect([width % 16, height % 16]).toEqual([0, 0]);
    expect(width * height).toBeGreaterThanOrEqual(655_360);
    expect(width * height).toBeLessThanOrEqual(8_294_400);
    expect(Math.max(width, height)).toBeLessThanOrEqual(3840);
  });

  it('grow with the resolution', () => {
    for (const { low, standard, high, '4k': largest } of Object.values(gptImageSizes)) {
      const areas = [low, standard, high, largest].map(([width, height]) => width * height);
      expect(areas).toEqual(areas.toSorted((a, b) => a - b));
    }
  });
});

describe('the sizes that Gemini draws', () => {
  it.each(geminiRatios)('have the ratio %s, as near as Google comes to it', (ratio) => {
    // 21:9 is 1.02 % off, which is Google's own choice.
    expect(offBy(ratio, geminiPixelSize(ratio, '1K'))).toBeLessThan(0.0103);
    expect(offBy(ratio, geminiPixelSize(ratio, '4K'))).toBe(offBy(ratio, geminiPixelSize(ratio, '1K')));
  });

  it('are those of its list', () => {
    expect(geminiPixelSize('16:9', '2K')).toEqual([2752, 1536]);
    expect(geminiPixelSize('1:8', '4K')).toEqual([1536, 12_288]);
    expect(geminiPixelSize('21:9', '4K')).toEqual([6336, 2688]);
  });
});

describe('a trimmed size', () => {
  it.each([
    [[1376, 768], '2:1', [1376, 688]],
    [[768, 1376], '1:2', [688, 1376]],
    [[1584, 672], '21:9', [1568, 672]],
    [[1376, 768], '19.5:9', [1365, 630]],
    [[1000, 1000], '1:1', [1000, 1000]],
  ] as const)('of %o in %s is %o', (size, ratio, trimmed) => {
    expect(trimmedSize(size, ratio)).toEqual(trimmed);
  });
});
