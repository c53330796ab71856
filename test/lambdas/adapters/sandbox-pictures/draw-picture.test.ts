import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawPicture } from '../../../../lambdas/adapters/sandbox-pictures/draw-picture.ts';
import { aspectRatios } from '../../../../lambdas/domain/generation/aspect-ratio.ts';
import { sandboxPixelSize } from '../../../../lambdas/domain/generation/pixel-sizes/sandbox.ts';

const families = [
  { family: 'a lake', prompt: 'a serene mountain lake at sunrise' },
  { family: 'dunes', prompt: 'desert dunes at sunset' },
  { family: 'snow and northern lights', prompt: 'snowy peaks under an aurora' },
  { family: 'a city', prompt: 'a city by the river at night' },
  { family: 'space', prompt: 'a galaxy' },
  { family: 'plants', prompt: 'flowers' },
  { family: 'ribbons', prompt: 'abstract' },
  { family: 'a poster', prompt: 'art deco' },
  { family: 'watercolour', prompt: 'a watercolour' },
  { family: 'no word that we know', prompt: 'qwertz' },
] as const;

const small = { width: 192, height: 128, sampleIndex: 0 };

describe('a sandbox picture', () => {
  test.each(aspectRatios)('is a whole PNG of its size in %s', async (aspectRatio) => {
    const size = sandboxPixelSize(aspectRatio, 'low');

    const { bytes, mimeType } = await drawPicture({ prompt: 'a quiet harbour', ...size, sampleIndex: 0 });

    const { format, width, height, channels } = await sharp(bytes).metadata();
    expect({ format, width, height, channels, mimeType }).toEqual({
      format: 'png',
      ...size,
      channels: 3,
      mimeType: 'image/png',
    });
    await expect(sharp(bytes, { failOn: 'warning' }).stats()).resolves.toBeDefined();
  });

  test('is as large as 4k asks', async () => {
    const size = sandboxPixelSize('8:1', '4k');

    const { bytes } = await drawPicture({ prompt: 'a quiet harbour', ...size, sampleIndex: 0 });

    expect(await sharp(bytes).metadata()).toMatchObject(size);
  });

  test.each(families)('of $family is never flat and never quite like another sample', async ({ prompt }) => {
    const samples = await Promise.all([0, 1, 2].map((sampleIndex) => draw({ prompt, sampleIndex })));

    expect(new Set(samples.map(hashOf)).size).toBe(3);
    for (const sample of samples) expect(await contrast(sample)).toBeGreaterThan(12);
  });

  test('has the same bytes for the same request', async () => {
    expect(hashOf(await draw({ prompt: 'a quiet harbour' }))).toBe(
      hashOf(await draw({ prompt: 'a quiet harbour' })),
    );
  });

  test('has the same bytes in another process, whatever fonts the machine has', async () => {
    const module = new URL('../../../../lambdas/adapters/sandbox-pictures/draw-picture.ts', import.meta.url);
    const script = `
      const { createHash } = await import('node:crypto');
      const { drawPicture } = await import(${JSON.stringify(module.href)});
      const { bytes } = await drawPicture({ prompt: 'ท่าเรือ, a harbour', width: 192, height: 128, sampleIndex: 0 });
      process.stdout.write(createHash('sha256').update(bytes).digest('hex'));`;

    const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });

    expect(elsewhere).toBe(hashOf(await draw({ prompt: 'ท่าเรือ, a harbour' })));
  });

  test('does not depend on the negative prompt', async () => {
    const plain = await draw({ prompt: 'a quiet harbour' });

    expect(hashOf(await draw({ prompt: 'a quiet harbour', negativePrompt: 'watermark, text' }))).toBe(
      hashOf(plain),
    );
  });

  test('is another one for another prompt', async () => {
    const prompts = ['a', 'b', 'A', 'a quiet harbour', 'a quiet harbor', ' a'];

    const pictures = await Promise.all(prompts.map((prompt) => draw({ prompt })));

    expect(new Set(pictures.map(hashOf)).size).toBe(prompts.length);
  });

  test('is dark for a night and bright for a day', async () => {
    const [night, day] = await Promise.all(
      ['mountains at night', 'mountains on a sunny day'].map(async (prompt) =>
        brightness(await draw({ prompt })),
      ),
    );

    expect(day).toBeGreaterThan((night ?? Number.NaN) + 40);
  });

  test('keeps its layout at every resolution', async () => {
    const request = { prompt: 'mountains at sunrise', sampleIndex: 0 };
    const [low, high] = await Promise.all(
      [256, 768].map(async (side) => {
        const { bytes } = await drawPicture({ ...request, width: side, height: side });
        return sharp(bytes).resize(24, 24, { kernel: 'linear' }).raw().toBuffer();
      }),
    );

    const differences = Array.from(low ?? [], (value, index) => Math.abs(value - (high?.[index] ?? 0)));
    expect(differences.reduce((sum, difference) => sum + difference, 0) / differences.length).toBeLessThan(8);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['emoji', '🌄😀 a lake 👩‍👩‍👧 🇹🇭'],
    ['only emoji', '🌄'],
    ['markup', '<span foreground="red">&amp; </span> </svg>]]> <b>'],
    ['Thai', 'ภาพถ่ายรองเท้าวิ่งริมน้ำ'],
    ['mixed scripts', 'Ωραίο Привет 静かな湖 宁静 조용한 호수 بحيرة אגם नमस्ते'],
    ['control characters and half a surrogate', 'a\u0000b\u202ec\ud83d'],
    ['a tower of marks', `z${'\u0301'.repeat(2000)}`],
    ['8,000 letters', 'lake '.repeat(1600)],
    ['8,000 letters in one word', 'ก'.repeat(8000)],
  ])('is drawn from a prompt of %s', async (_, prompt) => {
    expect(await sharp(await draw({ prompt })).metadata()).toMatchObject({ width: 192, height: 128 });
  });
});

const draw = async (request: {
  readonly prompt: string;
  readonly sampleIndex?: number;
  readonly negativePrompt?: string;
}) => (await drawPicture({ ...small, ...request })).bytes;

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function brightness(picture: Buffer): Promise<number> {
  const { channels } = await sharp(picture).greyscale().stats();
  return channels[0]?.mean ?? Number.NaN;
}

async function contrast(picture: Buffer): Promise<number> {
  const { channels } = await sharp(picture).stats();
  return Math.max(...channels.map(({ stdev }) => stdev));
}
