import sharp from 'sharp';

/** A flat picture of one colour, easy to find again in another. */
export async function flatPicture(
  background: string,
  format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' = 'png',
): Promise<Uint8Array<ArrayBuffer>> {
  const create = { width: 64, height: 64, channels: 3 as const, background };
  return new Uint8Array(await sharp({ create }).toFormat(format).toBuffer());
}
