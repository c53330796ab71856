import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SharpReferenceDecoder } from '../../../../lambdas/adapters/reference-pictures/sharp-reference-decoder.ts';

const decoder = new SharpReferenceDecoder();
const formats = ['png', 'jpeg', 'webp', 'gif', 'avif'] as const;
const secret = 'SECRET<script>alert(1)</script>';

const flat = () => sharp({ create: { width: 40, height: 20, channels: 3, background: '#c82828' } });

async function decoded(bytes: Uint8Array) {
  const result = await decoder.decode(bytes);
  if (result.outcome !== 'decoded') throw new Error(result.reason);
  const file = Buffer.from(result.bytes);
  return { file, facts: await sharp(file).metadata() };
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Behind the header of a PNG: its signature and IHDR. */
function withPngChunk(png: Buffer, type: string, data: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), pngChunk(type, data), png.subarray(33)]);
}

/** Behind the first two bytes of a JPEG. */
function withJpegSegment(jpeg: Buffer, marker: number, text: string): Buffer {
  const head = Buffer.from([0xff, marker, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text), jpeg.subarray(2)]);
}

describe('what is hidden in a reference', () => {
  it.each(formats)('is gone when it stands behind a %s', async (format) => {
    const picture = await flat().toFormat(format).toBuffer();
    const { file } = await decoded(Buffer.concat([picture, Buffer.from(`PK\x03\x04${secret}`)]));

    expect(file.includes('SECRET')).toBe(false);
    expect(file.includes('PK\x03\x04')).toBe(false);
  });

  it.each([
    ['a comment', 0xfe],
    ['an application of its own', 0xef],
    ['Photoshop', 0xed],
  ])('is gone when it is a segment of a JPEG for %s', async (_, marker) => {
    const { file } = await decoded(withJpegSegment(await flat().jpeg().toBuffer(), marker, secret));

    expect(file.includes('SECRET')).toBe(false);
  });

  it.each([
    ['tEXt', Buffer.from(`Comment\0${secret}`)],
    ['zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(secret)])],
    ['iTXt', Buffer.from(`Comment\0\0\0\0\0${secret}`)],
    ['prVt', Buffer.from(secret)],
  ])('is gone when it is a chunk %s of a PNG', async (type, data) => {
    const { file } = await decoded(withPngChunk(await flat().png().toBuffer(), type, data));

    expect(file.includes('SECRET')).toBe(false);
    expect(file.includes('Comment')).toBe(false);
  });

  it.each(['png', 'jpeg', 'webp', 'avif'] as const)('is gone when it is metadata of a %s', async (format) => {
    const bytes = await flat()
      .toFormat(format)
      .withExif({ IFD0: { Copyright: 'SECRET' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET</x:xmpmeta>`)
      .withIccProfile('p3')
      .toBuffer();
    const before = await sharp(bytes).metadata();
    const { file, facts } = await decoded(bytes);

    expect([before.exif, before.xmp, before.icc]).not.toContain(undefined);
    expect([facts.exif, facts.xmp, facts.icc, facts.iptc, facts.comments]).toEqual(Array(5).fill(undefined));
    expect(file.includes('SECRET')).toBe(false);
  });

  it('is gone however much it would inflate to', async () => {
    const bomb = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(100_000_000))]);
    const { file } = await decoded(withPngChunk(await flat().png().toBuffer(), 'zTXt', bomb));

    expect(file.includes('Comment')).toBe(false);
    expect(file.length).toBeLessThan(10_000);
  });
});

describe('a header that lies', () => {
  const refusal = async (bytes: Uint8Array) => {
    const result = await decoder.decode(bytes);
    return result.outcome === 'not-an-image' ? result.reason : 'It was decoded.';
  };
  const tooMany = /^It has \d+ x \d+ pixels, and (40|12) million are the most\.$/;

  it('of a JPEG is refused by its pixels', async () => {
    const jpeg = await flat().jpeg().toBuffer();
    jpeg.fill(0xee, jpeg.indexOf('ffc0', 'hex') + 5, jpeg.indexOf('ffc0', 'hex') + 9);

    expect(await refusal(jpeg)).toMatch(tooMany);
  });

  it('of a frame of a GIF is refused by its pixels, whatever its screen is', async () => {
    const gif = await flat().gif().toBuffer();
    const frame = gif.indexOf('2c00000000', 'hex');
    gif.fill(0xff, frame + 5, frame + 9);

    expect(await refusal(gif)).toMatch(tooMany);
    gif.fill(1, 6, 10);
    expect(await refusal(gif)).toMatch(tooMany);
  });

  it('of an AVIF is refused by its pixels, and where they are few enough as broken', async () => {
    const avif = await flat().avif().toBuffer();
    const sides = avif.indexOf('ispe') + 8;
    for (const offset of [sides, sides + 4]) avif.writeUInt32BE(3500, offset);
    expect(await refusal(avif)).toMatch(tooMany);

    for (const offset of [sides, sides + 4]) avif.writeUInt32BE(3400, offset);
    expect(await refusal(avif)).toContain('cannot be decoded');
  });

  it.each([
    [0, 0],
    [0x7fff_ffff, 1],
    [0x7fff_ffff, 0x7fff_ffff],
    [0xffff_ffff, 0xffff_ffff],
  ])('of a PNG of %i x %i is refused', async (width, height) => {
    const png = await flat().png().toBuffer();
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);

    expect(await refusal(png)).not.toBe('It was decoded.');
  });

  it.each(formats)('or any other broken byte of a %s never throws', async (format) => {
    const bytes = await flat().toFormat(format).toBuffer();
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 0xff;

      expect((await decoder.decode(broken)).outcome).toMatch(/^(decoded|not-an-image)$/);
    }
  });

  it.each(formats)('or a %s that is cut anywhere never throws', async (format) => {
    const bytes = await flat().toFormat(format).toBuffer();
    for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 40)) {
      expect((await decoder.decode(bytes.subarray(0, length))).outcome).toMatch(/^(decoded|not-an-image)$/);
    }
  });
});

it('The largest picture has 40 million pixels, and not a row more', async () => {
  const largest = sharp({ create: { width: 8000, height: 5000, channels: 3, background: '#c82828' } });
  const jpeg = await largest.jpeg().toBuffer();
  const { facts } = await decoded(jpeg);
  jpeg.writeUInt16BE(5001, jpeg.indexOf('ffc0', 'hex') + 5);

  expect([facts.width, facts.height]).toEqual([4096, 2560]);
  expect(await decoder.decode(jpeg)).toEqual({
    outcome: 'not-an-image',
    reason: 'It has 8000 x 5001 pixels, and 40 million are the most.',
  });
});
