import sharp, { type Sharp, type SharpOptions } from 'sharp';
import {
  type DecodedReference,
  oneEncodedBytes,
  type ReferenceDecoder,
} from '../../domain/references/reference-decoder.ts';
import { referenceFormatOf } from './reference-format.ts';

// One picture at a time on one core: more threads and a cache of operations would only cost memory.
sharp.cache(false);
sharp.concurrency(1);

/** What a phone makes, and no more: decoded with alpha, 40 million pixels are 160 MB. */
const maxPixels = 40_000_000;

/** Its decoder takes 30 bytes a pixel where it has alpha, three times what others take: as many would not fit. */
const maxAvifPixels = 12_000_000;

/** No model looks at more. */
const maxSidePixels = 4096;

/** Noise with alpha, the worst, takes 1 MB then. */
const leastSidePixels = 512;

const jpegQuality = 90;

const input: SharpOptions = { limitInputPixels: maxPixels, pages: 1, failOn: 'error' };

/**
 * Decodes with sharp, and encodes anew: upright, in sRGB, without metadata or anything that was hidden behind the
 * picture.
 */
export class SharpReferenceDecoder implements ReferenceDecoder {
  async decode(bytes: Uint8Array, mostBytes = oneEncodedBytes): Promise<DecodedReference> {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const format = referenceFormatOf(file);
    if (format === undefined) return notAnImage('It is no PNG, JPEG, WebP, GIF or AVIF.');
    if (format === 'animated') return notAnImage('It is animated; send one picture of it.');

    try {
      const { width, height, hasAlpha } = await sharp(file, { ...input, limitInputPixels: false }).metadata();
      const most = format === 'avif' ? maxAvifPixels : maxPixels;
      if (width * height > most) {
        return notAnImage(
          `It has ${width} x ${height} pixels, and ${most / 1_000_000} million are the most.`,
        );
      }
      return await encode(() => sharp(file, input), hasAlpha, mostBytes);
    } catch {
      // What libvips says of broken files names its own insides; the sentence says what a client can do about it.
      return notAnImage(
        `Its bytes begin as ${format.toUpperCase()}, and cannot be decoded: it is broken or cut short.`,
      );
    }
  }
}

async function encode(read: () => Sharp, hasAlpha: boolean, mostBytes: number): Promise<DecodedReference> {
  for (let side = maxSidePixels; ; side /= 2) {
    const upright = read()
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const encoded = hasAlpha ? upright.png({ compressionLevel: 6 }) : upright.jpeg({ quality: jpegQuality });
    const bytes = await encoded.toBuffer();

    if (bytes.length > mostBytes && side > leastSidePixels) continue;
    return { outcome: 'decoded', mimeType: hasAlpha ? 'image/png' : 'image/jpeg', bytes };
  }
}

function notAnImage(reason: string): DecodedReference {
  return { outcome: 'not-an-image', reason };
}
