export type ReferenceFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif';

/**
 * What the bytes say they are. Nothing else (SVG, PDF, TIFF, HEIC, …) ever reaches a decoder, whatever it is called.
 * A WebP or AVIF that moves has no format here: which of its pictures is meant is anybody's guess. A GIF shows its first.
 */
export function referenceFormatOf(bytes: Buffer): ReferenceFormat | 'animated' | undefined {
  const text = (start: number, end: number) => bytes.toString('latin1', start, end);

  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return movesAsWebp(bytes) ? 'animated' : 'webp';
  if (text(4, 8) !== 'ftyp') return undefined;

  const brands = brandsOf(bytes);
  if (brands.includes('avis')) return 'animated';
  return brands.includes('avif') ? 'avif' : undefined;
}

/** The animation bit of the extended header (WebP container, "Extended File Format"). */
function movesAsWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0b10) !== 0;
}

/** Major and compatible brands of an ISO base media file: its first box, after the four bytes of a version. */
function brandsOf(bytes: Buffer): readonly string[] {
  const end = Math.min(bytes.length >= 4 ? bytes.readUInt32BE(0) : 0, bytes.length, 256);
  const brands: string[] = [];
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    if (offset !== 12) brands.push(bytes.toString('latin1', offset, offset + 4));
  }
  return brands;
}
