import { createHash } from 'node:crypto';

/** A stream of chance that is the same for the same seed, in every process. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<const T>(items: readonly [T, ...T[]]): T;
  /** Around 0, within -1 and 1, small values more often. */
  bell(): number;
};

/** The generator is sfc32, started with 128 bits of the parts' SHA-256. */
export function seededRandom(...seedParts: readonly string[]): Random {
  const seed = createHash('sha256').update(JSON.stringify(seedParts)).digest();
  let [a, b, c, counter] = [
    seed.readUInt32LE(0),
    seed.readUInt32LE(4),
    seed.readUInt32LE(8),
    seed.readUInt32LE(12),
  ];

  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };

  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    bell: () => (next() + next() + next()) / 1.5 - 1,
  };
}
