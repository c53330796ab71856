import { join } from 'node:path';
import sharp from 'sharp';
import { captionText } from './caption-text.ts';

/** In a bundle the fonts are copied beside it; here they stand beside this file. */
const home = typeof __dirname === 'string' ? __dirname : import.meta.dirname;

/** The order in which a letter looks for its font. */
const families = [
  'Noto Sans',
  'Noto Sans Thai',
  'Noto Sans Arabic',
  'Noto Sans Hebrew',
  'Noto Sans JP',
  'Noto Sans SC',
  'Noto Sans KR',
].join(', ');

const longestInLetters = 72;
const smallestTextPixels = 11;

export type Caption = {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly textPixels: number;
};

/** The prompt as white letters, no wider than `maxWidth` pixels; nothing when it has no letter that we can draw. */
export async function drawCaption(
  prompt: string,
  picture: { readonly width: number; readonly height: number },
): Promise<Caption | undefined> {
  // Read once, when the first text of the process is drawn. Lambda has no fonts, and a laptop's would change the bytes.
  process.env['FONTCONFIG_FILE'] = join(home, 'fonts', 'fonts.conf');

  const short = Math.min(picture.width, picture.height);
  const textPixels = Math.max(smallestTextPixels, Math.round(short * 0.02 + Math.sqrt(short) * 0.12));
  const maxWidth = Math.min(picture.width * 0.86, picture.width - 4 * textPixels);

  let limit = longestInLetters;
  while (limit > 1) {
    const text = captionText(prompt, limit);
    if (text === '') return undefined;
    const caption = await drawLine(text, textPixels);
    if (caption.width <= maxWidth) return caption;
    const letters = Math.min(limit, [...text].length);
    limit = Math.min(letters - 1, Math.floor((letters * maxWidth) / caption.width));
  }
  return undefined;
}

async function drawLine(text: string, textPixels: number): Promise<Caption> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="white">${escaped(text)}</span>`,
      font: `${families} 12`,
      // Pango counts in points: at 72 dpi a point is a pixel, so 12 of them are scaled to the size we want.
      dpi: (72 * textPixels) / 12,
      rgba: true,
      wrap: 'none',
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });

  return { png: data, width: info.width, height: info.height, textPixels };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
