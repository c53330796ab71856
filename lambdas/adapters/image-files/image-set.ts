import { createHash } from 'node:crypto';
import sharp, { type Region, type Sharp, type SharpOptions } from 'sharp';
import type { AspectRatio } from '../../domain/generation/aspect-ratio.ts';
import { UnreadableImage } from '../../domain/generation/errors.ts';
import { trimmedSize } from '../../domain/generation/pixel-sizes/trim.ts';
import { type ImageFormat, imageFormatOf } from './image-format.ts';

// One picture at a time on one vCPU: more threads and a cache of operations would only cost memory.
sharp.cache(false);
sharp.concurrency(1);

/** The largest that any model delivers is 12,288 x 1,536, so 18.9 million; decoded, 20 million are 80 MB with alpha. */
const maxPixels = 20_000_000;

/** WebP has 14 bits for a side. */
const maxSidePixels = 16_383;

const thumbnailSidePixels = 512;

/** Against sharp's defaults (80 and 4): under half of the time for 3 to 7 % more bytes (docs/decisions/0017). */
const webp = { quality: 80, effort: 2 } as const;

const input: SharpOptions = { limitInputPixels: maxPixels, pages: 1, failOn: 'error' };

export type ServedPicture = {
  readonly webp: Buffer;
  /** Of the decoded picture, upright. */
  readonly width: number;
  readonly height: number;
  /** Of the WebP, in hex. */
  readonly sha256: string;
};

export type ImageSet = ServedPicture & {
  /** Longest side 512 pixels, or the picture's own size where that is smaller. */
  readonly thumbnail: Buffer;
};

/** What a whole set is for; called as soon as there is a picture, while its thumbnail is still being made. */
export type OnPicture = (picture: ServedPicture) => Promise<void>;

/**
 * Makes what we serve from what a model delivered: upright, in sRGB, without metadata. Throws `UnreadableImage` for
 * what is no whole PNG, JPEG or WebP of at most 20 megapixels; too many pixels are refused before any is decoded. With
 * `cropTo`, what is over that ratio goes, as much at one side as at the other.
 */
export async function makeImageSet(
  original: Buffer,
  cropTo: AspectRatio | null = null,
  onPicture: OnPicture = async () => {},
): Promise<ImageSet> {
  const format = imageFormatOf(original);
  if (format === undefined) throw new UnreadableImage('The picture is no PNG, JPEG or WebP.');

  const read = await readable(reader(original, format, cropTo));
  const picture = await readable(servedPicture(read));
  // What becomes of the picture fails in its own words: not the picture was to blame.
  const [thumbnail] = await Promise.all([readable(thumbnailOf(read)), onPicture(picture)]);
  return { ...picture, thumbnail };
}

async function readable<Made>(making: Promise<Made>): Promise<Made> {
  try {
    return await making;
  } catch (cause) {
    if (cause instanceof UnreadableImage) throw cause;
    throw new UnreadableImage('The picture cannot be decoded: it is broken or cut short.', { cause });
  }
}

/**
 * A source to read twice, for picture and thumbnail. A PNG is decoded once, to raw pixels, for that is its greatest
 * cost; JPEG and WebP decode a small thumbnail straight from the file.
 */
async function reader(
  original: Buffer,
  format: ImageFormat,
  cropTo: AspectRatio | null,
): Promise<() => Sharp> {
  // Of the header alone, so that the refusal can say how large it is; what decodes keeps its own limit.
  const { width, height, autoOrient } = await sharp(original, {
    ...input,
    limitInputPixels: false,
  }).metadata();
  if (width * height > maxPixels || Math.max(width, height) > maxSidePixels) throw tooLarge(width, height);
  const trim = (upright: Sharp) =>
    cropTo === null ? upright : upright.extract(middleOf(autoOrient, cropTo));
  if (format !== 'png') return () => trim(sharp(original, input).autoOrient());

  const { data, info } = await sharp(original, input)
    .autoOrient()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return () => trim(sharp(data, { raw }));
}

function tooLarge(width: number, height: number): UnreadableImage {
  return new UnreadableImage(
    `The picture has ${width} x ${height} pixels; ${maxPixels / 1_000_000} megapixels and ${maxSidePixels} a side are the most.`,
  );
}

function middleOf(
  { width, height }: { readonly width: number; readonly height: number },
  cropTo: AspectRatio,
): Region {
  const [keptWidth, keptHeight] = trimmedSize([width, height], cropTo);
  return {
    left: Math.floor((width - keptWidth) / 2),
    top: Math.floor((height - keptHeight) / 2),
    width: keptWidth,
    height: keptHeight,
  };
}

async function servedPicture(read: () => Sharp): Promise<ServedPicture> {
  const { data, info } = await read().webp(webp).toBuffer({ resolveWithObject: true });
  const sha256 = createHash('sha256').update(data).digest('hex');
  return { webp: data, width: info.width, height: info.height, sha256 };
}

function thumbnailOf(read: () => Sharp): Promise<Buffer> {
  const size = { width: thumbnailSidePixels, height: thumbnailSidePixels };
  return read()
    .resize({ ...size, fit: 'inside', withoutEnlargement: true })
    .webp(webp)
    .toBuffer();
}
