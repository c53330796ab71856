import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SharpReferenceDecoder } from '../../../../lambdas/adapters/reference-pictures/sharp-reference-decoder.ts';

const decoder = new SharpReferenceDecoder();

const red = { r: 200, g: 40, b: 40 };
const flat = (background: object = red, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 40, height: 20, channels, background } });

async function decoded(bytes: Uint8Array) {
  const result = await decoder.decode(bytes);
  if (result.outcome !== 'decoded') throw new Error(result.reason);
  const file = Buffer.from(result.bytes);
  return { file, mimeType: result.mimeType, facts: await sharp(file).metadata() };
}

/** 30 x 20, white, but for its upper left quarter. */
async function marked(): Promise<Buffer> {
  const mark = await sharp({ create: { width: 15, height: 10, channels: 3, background: 'black' } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 30, height: 20, channels: 3, background: 'white' } })
    .composite([{ input: mark, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

async function markedCorner(file: Buffer): Promise<string> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  const isDark = (x: number, y: number) => (data[(y * info.width + x) * info.channels] ?? 255) < 128;
  const right = info.width - 1;
  const bottom = info.height - 1;
  const corners = [
    ['upper left', isDark(0, 0)],
    ['upper right', isDark(right, 0)],
    ['lower left', isDark(0, bottom)],
    ['lower right', isDark(right, bottom)],
  ] as const;
  return corners.flatMap(([name, dark]) => (dark ? [name] : [])).join();
}

describe('the pixels of a reference', () => {
  it.each([
    [1, 'upper left', 30, 20],
    [2, 'upper right', 30, 20],
    [3, 'lower right', 30, 20],
    [4, 'lower left', 30, 20],
    [5, 'upper left', 20, 30],
    [6, 'upper right', 20, 30],
    [7, 'lower right', 20, 30],
    [8, 'lower left', 20, 30],
  ])('with the orientation %i have their mark %s', async (orientation, corner, width, height) => {
    const turned = await sharp(await marked())
      .jpeg()
      .withMetadata({ orientation })
      .toBuffer();

    const { file, facts } = await decoded(turned);

    expect([await markedCorner(file), facts.width, facts.height]).toEqual([corner, width, height]);
    expect(facts.orientation ?? 1).toBe(1);
  });

  it.each(['png', 'webp'] as const)('are turned upright in a %s too', async (format) => {
    const turned = await sharp(await marked())
      .toFormat(format)
      .withMetadata({ orientation: 6 })
      .toBuffer();

    expect(await markedCorner((await decoded(turned)).file)).toBe('upper right');
  });

  it('are turned before they are made smaller', async () => {
    const wide = sharp({ create: { width: 5000, height: 500, channels: 3, background: red } });
    const { facts } = await decoded(await wide.jpeg().withMetadata({ orientation: 6 }).toBuffer());

    expect([facts.width, facts.height]).toEqual([410, 4096]);
  });

  it('are never less than one wide', async () => {
    const line = sharp({ create: { width: 20_000, height: 1, channels: 3, background: red } });
    const { facts } = await decoded(await line.png().toBuffer());

    expect([facts.width, facts.height]).toEqual([4096, 1]);
  });

  it('are not made larger, and keep their colour', async () => {
    const { file, facts } = await decoded(await flat().png().toBuffer());
    const [r, g, b] = (await sharp(file).stats()).channels.map(({ mean }) => mean);

    expect([facts.width, facts.height]).toEqual([40, 20]);
    expect(Math.abs((r ?? 0) - 200) + Math.abs((g ?? 0) - 40) + Math.abs((b ?? 0) - 40)).toBeLessThan(9);
  });

  it('keep their alpha', async () => {
    const { file } = await decoded(
      await flat({ ...red, alpha: 0.5 }, 4)
        .avif()
        .toBuffer(),
    );

    expect((await sharp(file).stats()).channels[3]?.mean).toBeCloseTo(128, -1);
  });

  it('of another colour space are brought to sRGB by their profile, not relabelled', async () => {
    const green = { r: 60, g: 200, b: 60 };
    const wideGamut = await flat(green).png().withIccProfile('p3').toBuffer();
    // The same numbers without their profile are another colour: what a decoder makes that only drops it.
    const relabelled = await sharp(await sharp(wideGamut, { ignoreIcc: true }).png().toBuffer()).stats();
    const { file, facts } = await decoded(wideGamut);
    const [r] = (await sharp(file).stats()).channels;

    expect([facts.space, facts.icc]).toEqual(['srgb', undefined]);
    expect(relabelled.channels[0]?.mean).toBeGreaterThan(80);
    expect(Math.abs((r?.mean ?? 0) - green.r)).toBeLessThan(9);
  });

  it.each([
    ['CMYK', () => flat().toColourspace('cmyk').jpeg(), 'image/jpeg'],
    ['16 bits', () => flat().toColourspace('rgb16').png(), 'image/jpeg'],
    ['grey', () => flat().greyscale().jpeg(), 'image/jpeg'],
    ['a palette', () => flat().png({ palette: true }), 'image/jpeg'],
    ['a palette with alpha', () => flat({ ...red, alpha: 0.5 }, 4).png({ palette: true }), 'image/png'],
    [
      'grey with alpha',
      () =>
        flat({ ...red, alpha: 0.5 }, 4)
          .toColourspace('b-w')
          .png(),
      'image/png',
    ],
  ])('of %s become eight bits of sRGB', async (_, make, mimeType) => {
    const result = await decoded(await make().toBuffer());

    expect([result.mimeType, result.facts.space, result.facts.depth]).toEqual([mimeType, 'srgb', 'uchar']);
  });

  it('are read from a part of a larger buffer', async () => {
    const png = await flat().png().toBuffer();
    const around = new Uint8Array(png.length + 20);
    around.set(png, 7);

    expect((await decoded(around.subarray(7, 7 + png.length))).facts.width).toBe(40);
  });
});
