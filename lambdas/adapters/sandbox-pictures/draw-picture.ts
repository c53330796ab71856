import sharp from 'sharp';
import { type Caption, drawCaption } from './caption.ts';
import { compositionOf } from './composition.ts';
import { paintField } from './field-image.ts';
import { grainTile, grainTilePixels } from './grain.ts';
import { moodOf } from './mood.ts';
import { paletteOf } from './palette.ts';
import { seededRandom } from './random.ts';
import { referencePrints } from './reference-prints.ts';
import type { Sheet } from './scene.ts';
import { svgImage } from './svg-image.ts';

// One picture at a time on one core: libvips' own threads and caches would only cost memory.
sharp.cache(false);
sharp.concurrency(1);

export type PictureRequest = {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly sampleIndex: number;
  /** Not looked at: the same prompt, ratio, resolution and sample index are to give the same bytes. */
  readonly negativePrompt?: string | null;
  /** Encoded pictures, which lie on the picture as prints. */
  readonly references?: readonly Uint8Array[];
};

/**
 * Draws a picture from the prompt. Its words choose subject, hour and colours, its hash the rest, and the sample
 * index the layout: samples are variations on a theme, and a resolution only adds detail. References lie on it, so that
 * whoever sent them sees that they arrived. The same request gives the same bytes.
 */
export async function drawPicture({
  prompt,
  width,
  height,
  sampleIndex,
  references = [],
}: PictureRequest): Promise<{ readonly bytes: Buffer; readonly mimeType: 'image/png' }> {
  const sheet = sheetOf(width, height);
  const mood = moodOf(prompt);
  const scene = compositionOf(
    mood,
    seededRandom('composition', prompt),
  )({
    sheet,
    mood,
    palette: paletteOf(mood, seededRandom('palette', prompt)),
    theme: seededRandom('theme', prompt),
    random: seededRandom('layout', prompt, String(sampleIndex)),
  });
  const [field, grain, caption, prints] = await Promise.all([
    paintField(scene.field, sheet, width * height),
    grainTile(),
    drawCaption(prompt, { width, height }),
    referencePrints(references, { width, height }, seededRandom('prints', prompt, String(sampleIndex))),
  ]);

  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<defs><pattern id="grain" width="${grainTilePixels}" height="${grainTilePixels}" patternUnits="userSpaceOnUse">`,
    `${svgImage(grain, 0, 0, grainTilePixels, grainTilePixels)}</pattern></defs>`,
    svgImage(field, 0, 0, width, height),
    `<g transform="scale(${width / sheet.width} ${height / sheet.height})">${scene.shapes}</g>`,
    prints,
    `<rect width="${width}" height="${height}" fill="url(#grain)"/>`,
    caption === undefined ? '' : label(caption, height),
    '</svg>',
  ].join('');
  const bytes = await sharp(Buffer.from(svg), { limitInputPixels: width * height, unlimited: true })
    .removeAlpha()
    .png({ compressionLevel: 2, adaptiveFiltering: true })
    .toBuffer();

  return { bytes, mimeType: 'image/png' };
}

function sheetOf(width: number, height: number): Sheet {
  const unit = Math.sqrt(width * height) / 1000;
  return { width: width / unit, height: height / unit, short: Math.min(width, height) / unit };
}

/** The caption in the lower left corner, on a dark plate that any picture lets it be read on. */
function label({ png, width, height, textPixels }: Caption, pictureHeight: number): string {
  const margin = textPixels;
  const inset = Math.round(textPixels * 0.6);
  const plateHeight = height + 2 * inset;
  const top = pictureHeight - margin - plateHeight;
  return [
    `<rect x="${margin}" y="${top}" width="${width + 2 * inset}" height="${plateHeight}"`,
    ` rx="${inset}" fill="#0b0d12" fill-opacity=".36"/>`,
    `<g opacity=".93">${svgImage(png, margin + inset, top + inset, width, height)}</g>`,
  ].join('');
}
