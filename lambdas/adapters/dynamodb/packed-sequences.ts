import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Numbers that fall, as the gaps between them in seven bits a byte; where all match, next to nothing is left. */
export function packSequences(sequences: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let last = 0;
  for (const [index, sequence] of sequences.entries()) {
    let gap = index === 0 ? sequence : last - sequence;
    for (; gap > 127; gap = Math.floor(gap / 128)) bytes.push((gap % 128) + 128);
    bytes.push(gap);
    last = sequence;
  }
  return deflateRawSync(Uint8Array.from(bytes));
}

export function unpackSequences(packed: Uint8Array): readonly number[] {
  const sequences: number[] = [];
  let [last, gap, scale] = [0, 0, 1];
  for (const byte of inflateRawSync(packed)) {
    gap += (byte % 128) * scale;
    scale *= 128;
    if (byte > 127) continue;
    last = sequences.length === 0 ? gap : last - gap;
    sequences.push(last);
    [gap, scale] = [0, 1];
  }
  return sequences;
}
