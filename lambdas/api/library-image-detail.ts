import * as z from 'zod';
import type { LibraryImageDetail } from '../domain/library/image.ts';
import { libraryImage, libraryImageAnswer } from './library-image.ts';

/** A picture as its own address shows it. */
export const libraryImageDetail = libraryImage.extend({
  prompt: z.string().describe('The prompt as the model got it: rendered, where there was a preset.'),
  variables: z.record(z.string(), z.unknown()),
  sourceType: z.null().describe('Where a picture comes from that no job made; there are none so far.'),
});

export function libraryImageDetailAnswer(
  image: LibraryImageDetail,
  cdnUrl: string,
): z.input<typeof libraryImageDetail> {
  const { prompt, variables } = image;
  return { ...libraryImageAnswer(image, cdnUrl), prompt, variables, sourceType: null };
}
