import sharp from 'sharp';
import { seededRandom } from './random.ts';

/** Long enough that nobody sees it repeat. */
export const grainTilePixels = 256;

/** The strongest grain, as alpha from 0 to 255. It also hides the steps of slow gradients. */
const strength = 11;

let tile: Promise<Buffer> | undefined;

/** One tile of film grain: black and white specks, nearly transparent. The same for every picture. */
export function grainTile(): Promise<Buffer> {
  tile ??= makeTile();
  return tile;
}

function makeTile(): Promise<Buffer> {
  const random = seededRandom('grain');
  const raw = Buffer.alloc(grainTilePixels * grainTilePixels * 2);
  for (let offset = 0; offset < raw.length; offset += 2) {
    const speck = random.bell();
    raw[offset] = speck > 0 ? 255 : 0;
    raw[offset + 1] = Math.round(Math.abs(speck) * strength);
  }
  return sharp(raw, { raw: { width: grainTilePixels, height: grainTilePixels, channels: 2 } })
    .png()
    .toBuffer();
}
