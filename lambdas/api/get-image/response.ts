import * as z from 'zod';
import { libraryImage } from '../library-image.ts';

export const getImageResponse = libraryImage.extend({
  /** The prompt as the model got it. */
  prompt: z.string(),
  variables: z.record(z.string(), z.unknown()),
  /** Where a picture comes from that no job made; there are none so far. */
  sourceType: z.null(),
});
