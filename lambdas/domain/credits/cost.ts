import { type Credits, creditAmount } from './amount.ts';

/** cost(resolution) × sampleCount, the seed's formula. Also what a refund of `sampleCount` lost samples gives back. */
export function costOf(unitCost: Credits, sampleCount: number): Credits {
  return creditAmount.parse(unitCost * sampleCount);
}
