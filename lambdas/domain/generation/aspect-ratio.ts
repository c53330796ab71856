/** Width to height, as a client spells them. No other ratio exists in the contract. */
export const aspectRatios = [
  '1:1',
  '1:2',
  '1:4',
  '1:8',
  '2:1',
  '2:3',
  '3:2',
  '3:4',
  '4:1',
  '4:3',
  '4:5',
  '5:4',
  '8:1',
  '9:16',
  '9:19.5',
  '16:9',
  '19.5:9',
  '21:9',
] as const;

export type AspectRatio = (typeof aspectRatios)[number];

/** The ratio in its smallest whole numbers: 9:19.5 is 6 across and 13 down. */
export function wholeRatio(aspectRatio: AspectRatio): { readonly across: number; readonly down: number } {
  const [width = 1, height = 1] = aspectRatio.split(':').map(Number);
  // Doubled, for the halves in 19.5.
  const divisor = greatestCommonDivisor(2 * width, 2 * height);
  return { across: (2 * width) / divisor, down: (2 * height) / divisor };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
