import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SharpReferenceDecoder } from '../../../../lambdas/adapters/reference-pictures/sharp-reference-decoder.ts';

const decoder = new SharpReferenceDecoder();

const flat = (width = 40, height = 20, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 40, b: 40, alpha: 0.5 } } });

async function decoded(bytes: Uint8Array) {
  const result = await decoder.decode(bytes);
  if (result.outcome !== 'decoded') throw new Error(result.reason);
  return { ...result, facts: await sharp(result.bytes).metadata() };
}

/** A PNG of one chunk of data, that may claim any size. */
function pngClaiming(width: number, height: number, rows: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))));
  const parts = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

describe('a reference', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('may be a %s', async (format) => {
    const { facts } = await decoded(await flat().toFormat(format).toBuffer());

    expect([facts.width, facts.height]).toEqual([40, 20]);
  });

  it('becomes a PNG where it is transparent, and a JPEG where it is not', async () => {
    const transparent = await decoded(await flat(40, 20, 4).webp().toBuffer());
    const opaque = await decoded(await flat().png().toBuffer());

    expect([transparent.mimeType, transparent.facts.format]).toEqual(['image/png', 'png']);
    expect([opaque.mimeType, opaque.facts.format]).toEqual(['image/jpeg', 'jpeg']);
  });

  it('is turned upright, and loses what says where and by whom it was taken', async () => {
    const bytes = await flat()
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Somebody' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();

    const { facts, ...result } = await decoded(bytes);

    expect([facts.width, facts.height]).toEqual([20, 40]);
    expect(facts.exif).toBeUndefined();
    expect(Buffer.from(result.bytes).includes('Somebody')).toBe(false);
  });

  it('loses what was hidden behind it', async () => {
    const png = await flat().png().toBuffer();
    const polyglot = Buffer.concat([png, Buffer.from('PK\x03\x04<script>alert(1)</script>')]);

    expect(Buffer.from((await decoded(polyglot)).bytes).includes('script')).toBe(false);
  });

  it('has at most 4,096 pixels a side', async () => {
    const { facts } = await decoded(await flat(5000, 1000).jpeg().toBuffer());

    expect([facts.width, facts.height]).toEqual([4096, 819]);
  });

  it('is made smaller until it has at most 8 MB, or its share where a job has more of them', async () => {
    const raw = { width: 1500, height: 1500, channels: 4 as const };
    const noise = await sharp(randomBytes(1500 * 1500 * 4), { raw })
      .png({ compressionLevel: 0 })
      .toBuffer();

    const { bytes, facts } = await decoded(noise);

    expect(bytes.length).toBeLessThan(8_000_000);
    expect([facts.format, facts.width]).toEqual(['png', 1024]);
    const share = await decoder.decode(noise, 1_200_000);
    expect(share).toMatchObject({ outcome: 'decoded' });
    expect('bytes' in share ? share.bytes.length : Number.NaN).toBeLessThan(1_200_000);
  });

  it('of a GIF that moves is its first picture', async () => {
    const frames = [await flat(8, 8).raw().toBuffer(), Buffer.alloc(8 * 8 * 3)];
    const raw = { width: 8, height: 16, channels: 3 as const, pageHeight: 8 };
    const gif = await sharp(Buffer.concat(frames), { raw })
      .gif({ delay: [100, 100] })
      .toBuffer();

    const { facts, ...result } = await decoded(gif);

    expect([facts.width, facts.height]).toEqual([8, 8]);
    expect((await sharp(result.bytes).stats()).channels[0]?.mean).toBeGreaterThan(150);
  });
});

describe('what is no reference', () => {
  const refusal = async (bytes: Uint8Array) => {
    const result = await decoder.decode(bytes);
    return result.outcome === 'not-an-image' ? result.reason : 'It was decoded.';
  };

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0x89])],
    ['text', Buffer.from('a picture of a cat')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    [
      'an SVG with a declaration',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['a page', Buffer.from('<!doctype html><img src=x>')],
    ['a ZIP', Buffer.from('PK\x03\x04')],
    ['an MP4', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1')],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['a RIFF of sound', Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1')],
  ])('is %s', async (_, bytes) => {
    expect(await refusal(bytes)).toBe('It is no PNG, JPEG, WebP, GIF or AVIF.');
  });

  it('is a TIFF, which the library could open', async () => {
    expect(await refusal(await flat().tiff().toBuffer())).toBe('It is no PNG, JPEG, WebP, GIF or AVIF.');
  });

  it('is a WebP that moves, or an AVIF', async () => {
    const frames = Buffer.concat([await flat(8, 8).raw().toBuffer(), Buffer.alloc(8 * 8 * 3)]);
    const raw = { width: 8, height: 16, channels: 3 as const, pageHeight: 8 };
    const webp = await sharp(frames, { raw })
      .webp({ delay: [100, 100] })
      .toBuffer();
    const avif = Buffer.from('\0\0\0\x1cftypavis\0\0\0\0avismsf1mif1', 'latin1');

    for (const bytes of [webp, avif]) expect(await refusal(bytes)).toContain('animated');
  });

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('is half of a %s', async (format) => {
    const noise = sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    const bytes = await noise.toFormat(format).toBuffer();

    expect(await refusal(bytes.subarray(0, Math.floor(bytes.length / 2)))).toContain('cannot be decoded');
  });

  it('is a first line alone', async () => {
    expect(await refusal(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toContain('cannot be decoded');
    expect(await refusal(Buffer.from('\xff\xd8\xff', 'latin1'))).toContain('cannot be decoded');
    expect(await refusal(Buffer.from('GIF89a'))).toContain('cannot be decoded');
  });

  it('is a PNG that claims more rows than it has', async () => {
    expect((await decoded(pngClaiming(64, 64, 64))).facts.width).toBe(64);
    expect(await refusal(pngClaiming(64, 4000, 64))).toContain('cannot be decoded');
  });

  it('is a PNG of 256 megapixels, which is told from its header', async () => {
    const bomb = pngClaiming(16_000, 16_000, 16_000);

    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(bomb)).toBe('It has 16000 x 16000 pixels, and 40 million are the most.');
  });
});
