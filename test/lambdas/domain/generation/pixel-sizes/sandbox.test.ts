import { describe, expect, test } from 'vitest';
import { aspectRatios } from '../../../../../lambdas/domain/generation/aspect-ratio.ts';
import { sandboxPixelSize } from '../../../../../lambdas/domain/generation/pixel-sizes/sandbox.ts';
import { resolutions } from '../../../../../lambdas/domain/generation/resolution.ts';

const squareSide = { low: 512, standard: 1024, high: 2048, '4k': 4096 } as const;
const longestSideOfWebp = 16_383;

const sizes = aspectRatios.flatMap((aspectRatio) =>
  resolutions.map((resolution) => ({
    aspectRatio,
    resolution,
    ...sandboxPixelSize(aspectRatio, resolution),
  })),
);

describe('the pixel size of a sandbox picture', () => {
  test.each(sizes)('$aspectRatio in $resolution is $width x $height', (size) => {
    const [across, down] = size.aspectRatio.split(':').map(Number);
    const wanted = Number(across) / Number(down);
    const area = size.width * size.height;

    expect(size.width / size.height / wanted).toBeCloseTo(1, 9);
    expect(Math.abs(area / squareSide[size.resolution] ** 2 - 1)).toBeLessThan(0.04);
    expect([size.width % 2, size.height % 2]).toEqual([0, 0]);
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(longestSideOfWebp);
  });

  test('covers the 18 ratios in the 4 resolutions', () => {
    expect(sizes).toHaveLength(72);
  });

  test.each(resolutions)('is the plain square for 1:1 in %s', (resolution) => {
    const side = squareSide[resolution];

    expect(sandboxPixelSize('1:1', resolution)).toEqual({ width: side, height: side });
  });
});
