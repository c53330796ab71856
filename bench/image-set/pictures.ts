import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { crc32, createDeflate } from 'node:zlib';
import sharp from 'sharp';

/** Cells of each layer of noise along a side, and how much it counts: shapes, textures, and the grain of a sensor. */
const layers = [
  { cells: 6, weight: 0.62 },
  { cells: 40, weight: 0.26 },
  { cells: 260, weight: 0.1 },
] as const;
const grain = 0.02;

/** A square picture that compresses about as a photograph does; the same bytes every time. */
export async function photograph(sidePixels: number): Promise<Buffer> {
  const random = sequence(sidePixels);
  const values = new Float32Array(sidePixels * sidePixels * 3);
  for (const { cells, weight } of layers) {
    const noise = Buffer.from(Array.from({ length: cells * cells * 3 }, () => random() * 256));
    const layer = await sharp(noise, { raw: { width: cells, height: cells, channels: 3 } })
      .resize(sidePixels, sidePixels, { kernel: 'cubic' })
      .raw()
      .toBuffer();
    for (const [index, value] of layer.entries()) values[index] = (values[index] ?? 0) + weight * value;
  }
  const pixels = Buffer.alloc(values.length);
  for (const [index, value] of values.entries()) pixels[index] = value + grain * 255 * (random() - 0.5);
  return sharp(pixels, { raw: { width: sidePixels, height: sidePixels, channels: 3 } })
    .png()
    .toBuffer();
}

/** A black PNG: three quarters of a megabyte that claim, and hold, 256 million pixels. */
export async function decompressionBomb(): Promise<Buffer> {
  const sidePixels = 16_000;
  const size = Buffer.alloc(13);
  size.writeUInt32BE(sidePixels, 0);
  size.writeUInt32BE(sidePixels, 4);
  // Eight bits, red, green and blue.
  size.set([8, 2, 0, 0, 0], 8);

  const deflate = createDeflate({ level: 9 });
  const deflated = buffer(deflate);
  const row = Buffer.alloc(1 + sidePixels * 3);
  for (let y = 0; y < sidePixels; y += 1) if (!deflate.write(row)) await once(deflate, 'drain');
  deflate.end();
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', await deflated),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(name, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length);
  return framed;
}

/** Numbers from 0 to 1 that look random: a linear congruential generator, for there is nothing to hide. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
