import type { ByteRange } from '../../domain/library/picture-files.ts';

/**
 * Reads a `Range` header (RFC 9110, 14). `whole`: there is none, or one that may be answered with the whole: of another
 * unit, malformed, or of several ranges. `beyond`: it begins after the end.
 */
export function byteRangeOf(range: string | undefined, sizeBytes: number): ByteRange | 'whole' | 'beyond' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '') ?? [];
  const end = sizeBytes - 1;
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'beyond' : { first: sizeBytes - length, last: end };
  }

  if (last !== '' && Number(last) < Number(first)) return 'whole';
  if (Number(first) > end) return 'beyond';
  return { first: Number(first), last: last === '' ? end : Math.min(Number(last), end) };
}
