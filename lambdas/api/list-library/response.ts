import * as z from 'zod';
import { libraryImage } from '../library-image.ts';

export const listLibraryResponse = z.object({
  images: z.array(libraryImage),
  /** Of all pages together. */
  total: z.int(),
  page: z.int(),
  limit: z.int(),
});
