import { describe, expect, it } from 'vitest';
import { referenceFormatOf } from '../../../../lambdas/adapters/reference-pictures/reference-format.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** The first box of an ISO base media file. */
function isoFile(brands: readonly string[], claimed = 12 + 4 * brands.length): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(claimed);
  const [major = '', ...compatible] = brands;
  return Buffer.concat([size, bytes(`ftyp${major}\0\0\0\0${compatible.join('')}`)]);
}

const extendedWebp = (flags: number) =>
  Buffer.concat([bytes('RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0'), Buffer.from([flags, 0, 0, 0])]);

describe('the format of a reference', () => {
  it.each([
    ['png', bytes('\x89PNG\r\n\x1a\n')],
    ['jpeg', bytes('\xff\xd8\xff\xe0')],
    ['gif', bytes('GIF87a')],
    ['gif', bytes('GIF89a')],
    ['webp', bytes('RIFF\0\0\0\0WEBPVP8 ')],
    ['webp', bytes('RIFF\0\0\0\0WEBPVP8L')],
    ['webp', extendedWebp(0b0011_1100)],
    ['animated', extendedWebp(0b0000_0010)],
    ['animated', extendedWebp(0b0011_1110)],
    ['avif', isoFile(['avif', 'mif1', 'miaf'])],
    ['avif', isoFile(['mif1', 'miaf', 'avif'])],
    ['animated', isoFile(['avis', 'msf1', 'avif'])],
    ['animated', isoFile(['avif', 'mif1', 'avis'])],
    ['animated', isoFile(['msf1', 'avif', 'avis'])],
  ])('is %s by the bytes of case %#', (format, file) => {
    expect(referenceFormatOf(file)).toBe(format);
  });

  it.each([
    ['a picture behind something else', bytes(' \x89PNG\r\n\x1a\n')],
    ['a picture behind a byte order mark', bytes('\xef\xbb\xbfGIF89a')],
    ['a PNG whose line ends were changed', bytes('\x89PNG\n\x1a\n')],
    ['a TIFF', bytes('II*\0')],
    ['a TIFF of the other byte order', bytes('MM\0*')],
    ['a JPEG XL', bytes('\xff\x0a')],
    ['a JPEG 2000', bytes('\0\0\0\x0cjP  \r\n\x87\n')],
    ['a BMP', bytes('BM\0\0\0\0')],
    ['an icon', bytes('\0\0\x01\0')],
    ['a PostScript file', bytes('%!PS-Adobe-3.0')],
    ['a script of ImageMagick', bytes('push graphic-context')],
    ['a playlist', bytes('#EXTM3U\nfile:///etc/passwd')],
    ['a HEIC', isoFile(['heic', 'mif1', 'heic'])],
    ['a film', isoFile(['isom', 'mp42'])],
    ['a version that spells a brand', bytes('\0\0\0\x10ftypmif1avif')],
    ['a brand behind the end of the box', isoFile(['mif1', 'miaf', 'avif'], 20)],
    ['a box of size nothing', isoFile(['avif'], 0)],
    ['a box whose size stands elsewhere', isoFile(['avif'], 1)],
    ['half a brand', isoFile(['avi'], 11)],
  ])('is none of %s', (_, file) => {
    expect(referenceFormatOf(file)).toBeUndefined();
  });

  it('does not follow a box that says it is larger than the file', () => {
    expect(referenceFormatOf(isoFile(['avif'], 0xffff_ffff))).toBe('avif');
  });

  it('is none of any beginning that is shorter than what tells it', () => {
    for (const [whole, needed] of [
      [bytes('\x89PNG\r\n\x1a\n'), 8],
      [bytes('\xff\xd8\xff'), 3],
      [bytes('GIF89a'), 6],
      [bytes('RIFF\0\0\0\0WEBP'), 12],
      [isoFile(['avif']), 12],
    ] as const) {
      for (let length = 0; length < needed; length += 1) {
        expect(referenceFormatOf(whole.subarray(0, length))).toBeUndefined();
      }
    }
  });
});
