/** Text, or bytes that are sent as they are, or as base64. */
export type BodyPart = string | { readonly bytes: Uint8Array; readonly encoding: 'raw' | 'base64' };

/** A multiple of three, so that every slice but the last is base64 without padding: 64 KB of letters. */
const sliceBytes = 48 * 1024;

export function lengthOf(parts: readonly BodyPart[]): number {
  return parts.reduce((sum, part) => sum + lengthOfOne(part), 0);
}

/**
 * The body, a little at a time: what is encoded of it is never there as a whole. A slice is what it is until the next one is
 * asked for.
 */
export function* slicesOf(parts: readonly BodyPart[]): Generator<Buffer> {
  const encoded = Buffer.allocUnsafe((sliceBytes / 3) * 4);
  for (const part of parts) {
    if (typeof part === 'string') {
      if (part !== '') yield Buffer.from(part);
      continue;
    }
    const { buffer, byteOffset, byteLength } = part.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    for (let at = 0; at < byteLength; at += sliceBytes) {
      const slice = bytes.subarray(at, at + sliceBytes);
      if (part.encoding === 'raw') yield slice;
      else yield encoded.subarray(0, encoded.write(slice.toString('base64'), 'latin1'));
    }
  }
}

/** The body as a whole, for who has to sign it before it is sent. */
export function wholeOf(parts: readonly BodyPart[]): Buffer {
  const whole = Buffer.allocUnsafe(lengthOf(parts));
  let length = 0;
  for (const slice of slicesOf(parts)) length += slice.copy(whole, length);
  return whole;
}

function lengthOfOne(part: BodyPart): number {
  if (typeof part === 'string') return Buffer.byteLength(part);
  const { byteLength } = part.bytes;
  return part.encoding === 'raw' ? byteLength : Math.ceil(byteLength / 3) * 4;
}
