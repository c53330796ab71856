import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeImageSet } from '../../../../lambdas/adapters/image-files/image-set.ts';
import { UnreadableImage } from '../../../../lambdas/domain/generation/errors.ts';
import { StoreUnavailable } from '../../../../lambdas/domain/store-unavailable.ts';

describe('an image set', () => {
  test.each(['png', 'jpeg', 'webp'] as const)(
    'of a %s has a WebP of its size and a thumbnail',
    async (format) => {
      const original = await gradient(1200, 800).toFormat(format).toBuffer();

      const set = await makeImageSet(original);

      expect(await shape(set.webp)).toEqual({ format: 'webp', width: 1200, height: 800 });
      expect(await shape(set.thumbnail)).toEqual({ format: 'webp', width: 512, height: 341 });
      expect(set).toMatchObject({ width: 1200, height: 800 });
      expect(set.sha256).toBe(createHash('sha256').update(set.webp).digest('hex'));
    },
  );

  test('has a thumbnail whose longest side is 512 for a tall picture', async () => {
    const { thumbnail } = await makeImageSet(await gradient(300, 2400).png().toBuffer());

    expect(await shape(thumbnail)).toEqual({ format: 'webp', width: 64, height: 512 });
  });

  test.each([
    ['png', '2:1', 1200, 600],
    ['jpeg', '1:2', 400, 800],
    ['webp', '21:9', 1197, 513],
  ] as const)('of a %s is trimmed to %s in the middle', async (format, ratio, width, height) => {
    const original = await gradient(1200, 800).toFormat(format).toBuffer();

    const set = await makeImageSet(original, ratio);

    expect(set).toMatchObject({ width, height });
    expect(await shape(set.webp)).toEqual({ format: 'webp', width, height });
    const thumbnail = await shape(set.thumbnail);
    expect(thumbnail.width / thumbnail.height).toBeCloseTo(width / height, 2);
  });

  test('that lies down is trimmed as it stands', async () => {
    const lyingDown = await gradient(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();

    expect(await makeImageSet(lyingDown, '1:1')).toMatchObject({ width: 200, height: 200 });
  });

  test('never enlarges', async () => {
    const { thumbnail } = await makeImageSet(await gradient(90, 60).png().toBuffer());

    expect(await shape(thumbnail)).toEqual({ format: 'webp', width: 90, height: 60 });
  });

  test('has the colours of the original', async () => {
    const original = sharp({ create: { width: 64, height: 64, channels: 3, background: '#c83214' } });

    const { webp } = await makeImageSet(await original.png().toBuffer());

    const { channels } = await sharp(webp).stats();
    expect(channels.map(({ mean }) => Math.round(mean / 10) * 10)).toEqual([200, 50, 20]);
  });

  test('keeps transparency', async () => {
    const original = sharp({ create: { width: 8, height: 8, channels: 4, background: '#c8321480' } });

    const { webp } = await makeImageSet(await original.png().toBuffer());

    expect((await sharp(webp).metadata()).hasAlpha).toBe(true);
  });

  test.each(['png', 'jpeg'] as const)('of a %s stands upright and carries no metadata', async (format) => {
    const lyingDown = await gradient(400, 200).withMetadata({ orientation: 6 }).toFormat(format).toBuffer();

    const { webp, thumbnail, width, height } = await makeImageSet(lyingDown);

    expect({ width, height }).toEqual({ width: 200, height: 400 });
    for (const file of [webp, thumbnail]) {
      const { exif, icc, orientation } = await sharp(file).metadata();
      expect({ exif, icc, orientation }).toEqual({});
    }
  });

  test('is the same for the same bytes', async () => {
    const original = await gradient(320, 200).png().toBuffer();

    expect(await makeImageSet(original)).toEqual(await makeImageSet(original));
  });

  test('hands its picture on while its thumbnail is being made, and is done when both are', async () => {
    const original = await gradient(1200, 800).png().toBuffer();
    const made: string[] = [];

    const { webp } = await makeImageSet(original, null, async (picture) => {
      // What sharp works at: nothing but the thumbnail is left.
      const { queue, process } = sharp.counters();
      made.push(`${picture.webp.byteLength} bytes are sent beside ${queue + process} other picture`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      made.push('they have arrived');
    });

    expect(made).toEqual([`${webp.byteLength} bytes are sent beside 1 other picture`, 'they have arrived']);
  });

  test('that cannot be sent is not called unreadable: Store is repeated, and the picture not given up', async () => {
    const original = await gradient(320, 200).png().toBuffer();
    const away = new StoreUnavailable('store an image');

    await expect(makeImageSet(original, null, () => Promise.reject(away))).rejects.toBe(away);
  });
});

describe('what is no picture', () => {
  test('of 256 megapixels is refused by its header, before any pixel is decoded', async () => {
    const bomb = pngHeader(16_000, 16_000);

    const refusal = await makeImageSet(bomb).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(UnreadableImage);
    expect(String(refusal)).toContain('16000 x 16000 pixels; 20 megapixels and 16383 a side are the most');
  });

  test('with a side that WebP cannot have is refused', async () => {
    await expect(makeImageSet(pngHeader(16_384, 8))).rejects.toThrow(UnreadableImage);
  });

  test.each(['png', 'jpeg', 'webp'] as const)('or half a %s is refused', async (format) => {
    const whole = await gradient(600, 600).toFormat(format).toBuffer();

    await expect(makeImageSet(whole.subarray(0, whole.length / 2))).rejects.toThrow(UnreadableImage);
  });

  test.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n'],
    ['text', 'Internal Server Error'],
    ['nothing', ''],
    ['a PNG by its first bytes only', '\x89PNG\r\n\x1a\n<svg/>'],
  ])('but %s is refused', async (_, bytes) => {
    await expect(makeImageSet(Buffer.from(bytes, 'latin1'))).rejects.toThrow(UnreadableImage);
  });

  test('but a GIF is refused: no model delivers one', async () => {
    await expect(makeImageSet(await gradient(8, 8).gif().toBuffer())).rejects.toThrow(UnreadableImage);
  });
});

function gradient(width: number, height: number) {
  const pixels = Buffer.from(
    Array.from({ length: width * height * 3 }, (_, index) => (index * 7 + (index >> 9) * 13) % 251),
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function shape(file: Buffer) {
  const { format, width, height } = await sharp(file).metadata();
  return { format, width, height };
}

/** The first chunk of a PNG and the start of a second one: enough to say how large it claims to be. */
function pngHeader(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', Buffer.alloc(64)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
