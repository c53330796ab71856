import type { Gallery } from '../../domain/library/gallery.ts';
import type { Endpoint } from '../../http/api-request.ts';
import { parseInput } from '../../http/parse-input.ts';
import { ok } from '../../http/reply.ts';
import { pageQuery } from '../page-query.ts';
import { pictureUrls } from '../picture.ts';
import { listGalleryResponse } from './response.ts';

export type ListGalleryDependencies = {
  readonly gallery: Gallery;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** One page of what teams published, newest first. Needs no key. */
export function listGallery({ gallery, cdnUrl }: ListGalleryDependencies): Endpoint {
  return async ({ query }) => {
    const read = parseInput(pageQuery, query);
    if ('code' in read) return read;

    const { images, total } = await gallery.page(read.value);
    return ok(listGalleryResponse, {
      images: images.map(({ imageId, storageKey, createdAtMillis, ...facts }) => ({
        ...facts,
        id: imageId,
        ...pictureUrls(cdnUrl, storageKey),
        createdAt: new Date(createdAtMillis).toISOString(),
      })),
      total,
      ...read.value,
    });
  };
}
