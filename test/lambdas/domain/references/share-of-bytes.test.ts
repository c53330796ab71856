import { expect, it } from 'vitest';
import { shareOfBytes } from '../../../../lambdas/domain/references/reference-decoder.ts';

it.each([1, 3, 5, 14, 20])('%i references take at most 24 MB in all, and 8 MB each', (count) => {
  expect(shareOfBytes(count) * count).toBeLessThanOrEqual(24_000_000);
  expect(shareOfBytes(count)).toBeLessThanOrEqual(8_000_000);
});
