import * as z from 'zod';
import type { LibraryImageDetail } from '../domain/library/image.ts';
import { libraryImage, libraryImageAnswer } from './library-image.ts';

/** A picture as its own address shows it. */
export const libraryImageDetail = libraryImage.extend({
  prompt: z.string().describe('The prompt as the model got it: rendered, where there was a preset.'),
  variables: z.record(z.string(), z.unknown()),
  provenance: z
    .object({
      provider: z.string(),
      model: z.string().describe("The provider's own name of the model."),
      original: z
        .object({
          mimeType: z.string(),
          bytes: z.int(),
          hasContentCredentials: z
            .boolean()
            .describe('Whether the bytes say by C2PA who made them; the WebP cannot.'),
        })
        .nullable()
        .describe(
          "The provider's own bytes, where this stage keeps them: download them with `?original=true`.",
        ),
    })
    .nullable()
    .describe('Who made the picture; null for pictures from before that was kept.'),
  sourceType: z.null().describe('Where a picture comes from that no job made; there are none so far.'),
});

export function libraryImageDetailAnswer(
  image: LibraryImageDetail,
  cdnUrl: string,
): z.input<typeof libraryImageDetail> {
  const { prompt, variables, provenance } = image;
  return { ...libraryImageAnswer(image, cdnUrl), prompt, variables, provenance, sourceType: null };
}
