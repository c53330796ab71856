import sharp from 'sharp';

/** A picture of this size as a provider might send one: a plain colour, so that it is quickly made. */
export async function drawnPng(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3a6ea5' } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
