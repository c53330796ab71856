import type { Sharp, SharpOptions } from 'sharp';
import type { DecodedReference, ReferenceDecoder } from '../../domain/references/reference-decoder.ts';
import { referenceFormatOf } from './reference-format.ts';

/** What a phone makes, and no more: decoded with alpha, 40 million pixels are 160 MB. */
const maxPixels = 40_000_000;

/** No model looks at more. */
const maxSidePixels = 4096;

const jpegQuality = 90;

const input: SharpOptions = { limitInputPixels: maxPixels, pages: 1, failOn: 'error' };

/**
 * Decodes with sharp, and encodes anew: upright, in sRGB, without metadata or anything that was hidden behind the
 * picture. The library is loaded when the first reference comes, for most requests have none.
 */
export class SharpReferenceDecoder implements ReferenceDecoder {
  async decode(bytes: Uint8Array): Promise<DecodedReference> {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const format = referenceFormatOf(file);
    if (format === undefined) return notAnImage('It is no PNG, JPEG, WebP, GIF or AVIF.');
    if (format === 'animated') return notAnImage('It is animated; send one picture of it.');

    const { default: sharp } = await import('sharp');
    // One picture at a time on one core: more threads and a cache of operations would only cost memory.
    sharp.cache(false);
    sharp.concurrency(1);
    try {
      const { width, height, hasAlpha } = await sharp(file, { ...input, limitInputPixels: false }).metadata();
      if (width * height > maxPixels) {
        return notAnImage(
          `It has ${width} x ${height} pixels, and ${maxPixels / 1_000_000} million are the most.`,
        );
      }
      return await encode(sharp(file, input), hasAlpha);
    } catch {
      // What libvips says of broken files names its own insides; the sentence says what a client can do about it.
      return notAnImage(
        `Its bytes begin as ${format.toUpperCase()}, and cannot be decoded: it is broken or cut short.`,
      );
    }
  }
}

async function encode(picture: Sharp, hasAlpha: boolean): Promise<DecodedReference> {
  const upright = picture
    .autoOrient()
    .resize({ width: maxSidePixels, height: maxSidePixels, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');

  return hasAlpha
    ? {
        outcome: 'decoded',
        mimeType: 'image/png',
        bytes: await upright.png({ compressionLevel: 6 }).toBuffer(),
      }
    : {
        outcome: 'decoded',
        mimeType: 'image/jpeg',
        bytes: await upright.jpeg({ quality: jpegQuality }).toBuffer(),
      };
}

function notAnImage(reason: string): DecodedReference {
  return { outcome: 'not-an-image', reason };
}
