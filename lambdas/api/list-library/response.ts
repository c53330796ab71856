import * as z from 'zod';
import { libraryImage } from '../library-image.ts';
import { pageResponse } from '../page-place.ts';

export const listLibraryResponse = z.object({ images: z.array(libraryImage), ...pageResponse.shape });
