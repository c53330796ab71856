import * as z from 'zod';
import { libraryImage } from '../library-image.ts';
import { pageResponse } from '../page-place.ts';

/** Nothing that says who made a picture, or from what. */
const galleryImage = libraryImage.pick({
  id: true,
  url: true,
  thumbnailUrl: true,
  width: true,
  height: true,
  modelVersion: true,
  aspectRatio: true,
  createdAt: true,
});

export const listGalleryResponse = z.object({ images: z.array(galleryImage), ...pageResponse.shape });
