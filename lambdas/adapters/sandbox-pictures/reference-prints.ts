import sharp from 'sharp';
import type { Random } from './random.ts';
import { svgImage } from './svg-image.ts';

/** Of the shorter side of the picture. */
const largestPrint = 0.3;
/** Of the picture's width, which all prints share. */
const rowWidth = 0.9;

/** Tilted prints of the references in one row along the upper edge, in the order in which they were sent. */
export async function referencePrints(
  references: readonly Uint8Array[],
  { width, height }: { readonly width: number; readonly height: number },
  random: Random,
): Promise<string> {
  if (references.length === 0) return '';

  const slot = (width * rowWidth) / references.length;
  const side = Math.max(1, Math.round(Math.min(Math.min(width, height) * largestPrint, slot * 0.82)));
  const gap = Math.min(slot, side * 1.16);
  const left = width - gap * references.length - width * (1 - rowWidth) * 0.5;

  const prints: string[] = [];
  for (const [index, reference] of references.entries()) {
    const center = { x: left + gap * (index + 0.5), y: side * 0.72 };
    prints.push(await print(reference, side, center, random.between(-6, 6)));
  }
  return prints.join('');
}

/** A square of the picture on white paper, with a shadow. */
async function print(
  reference: Uint8Array,
  sidePixels: number,
  center: { readonly x: number; readonly y: number },
  tiltDegrees: number,
): Promise<string> {
  const paper = sidePixels;
  const border = paper * 0.06;
  const photo = paper - 2 * border;
  const pixels = Math.max(1, Math.round(photo));
  const png = await sharp(reference)
    .resize({ width: pixels, height: pixels, fit: 'cover' })
    .flatten({ background: '#f4f1ea' })
    .toColourspace('srgb')
    .png({ compressionLevel: 2 })
    .toBuffer();

  const sheet = (offset: number, fill: string) =>
    `<rect x="${-paper / 2 + offset}" y="${-paper / 2 + offset}" width="${paper}" height="${paper}" rx="${paper * 0.01}" ${fill}/>`;
  return [
    `<g transform="translate(${center.x} ${center.y}) rotate(${tiltDegrees})">`,
    sheet(paper * 0.03, 'fill="#0b0d12" fill-opacity=".16"'),
    sheet(paper * 0.015, 'fill="#0b0d12" fill-opacity=".22"'),
    sheet(0, 'fill="#f4f1ea"'),
    svgImage(png, -photo / 2, -photo / 2, photo, photo),
    '</g>',
  ].join('');
}
