import * as z from 'zod';
import { aspectRatios } from '../domain/generation/aspect-ratio.ts';
import { resolutions } from '../domain/generation/resolution.ts';
import type { LibraryImage } from '../domain/library/image.ts';
import { picture, pictureUrls } from './picture.ts';

/** A picture as the library lists it. */
export const libraryImage = picture.extend({
  jobId: z.string(),
  presetId: z.string().nullable(),
  /** Catalogue id of the model that ran. */
  modelVersion: z.string(),
  userPrompt: z.string(),
  aspectRatio: z.enum(aspectRatios),
  resolution: z.enum(resolutions),
  isPublic: z.boolean(),
  createdAt: z.iso.datetime(),
});

export function libraryImageAnswer(image: LibraryImage, cdnUrl: string): z.input<typeof libraryImage> {
  const { imageId, storageKey, createdAtMillis, ...facts } = image;

  return {
    ...facts,
    id: imageId,
    storageKey,
    ...pictureUrls(cdnUrl, storageKey),
    createdAt: new Date(createdAtMillis).toISOString(),
  };
}
