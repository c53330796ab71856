import sharp from 'sharp';
import type { Scene, Sheet } from './scene.ts';

/** Points painted for a small picture, and for one of more than 3 megapixels. Enlarged, the field stays soft. */
const pointsOfSmall = 110_000;
const pointsOfLarge = 420_000;

/** Paints the soft part of a scene on a coarse grid, as a PNG. */
export async function paintField(field: Scene['field'], sheet: Sheet, pixels: number): Promise<Buffer> {
  const points = pixels > 3_000_000 ? pointsOfLarge : pointsOfSmall;
  const width = Math.round(Math.sqrt((points * sheet.width) / sheet.height));
  const height = Math.round(points / width);
  const raw = Buffer.allocUnsafe(width * height * 3);

  let offset = 0;
  for (let row = 0; row < height; row += 1) {
    const y = ((row + 0.5) / height) * sheet.height;
    for (let column = 0; column < width; column += 1) {
      const [red, green, blue] = field(((column + 0.5) / width) * sheet.width, y);
      raw[offset] = Math.min(255, Math.max(0, red + 0.5));
      raw[offset + 1] = Math.min(255, Math.max(0, green + 0.5));
      raw[offset + 2] = Math.min(255, Math.max(0, blue + 0.5));
      offset += 3;
    }
  }

  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
