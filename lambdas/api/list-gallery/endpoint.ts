import type { Gallery } from '../../domain/library/gallery.ts';
import type { Endpoint } from '../../http/api-request.ts';
import { parseInput } from '../../http/parse-input.ts';
import { ok } from '../../http/reply.ts';
import { listName, pageAnswer, pageQuery, pageStart } from '../page-place.ts';
import { pictureUrls } from '../picture.ts';
import { listGalleryResponse } from './response.ts';

export type ListGalleryDependencies = {
  readonly gallery: Gallery;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** One page of what teams published, the last published first. Needs no key. */
export function listGallery({ gallery, cdnUrl }: ListGalleryDependencies): Endpoint {
  return async ({ query }) => {
    const read = parseInput(pageQuery, query);
    if ('code' in read) return read;

    const list = listName('gallery');
    const place = pageStart(read.value, list);
    if ('code' in place) return place;

    const { start } = place;
    const { limit } = read.value;
    const { images, total, next } = await gallery.page({ start, limit });
    return ok(listGalleryResponse, {
      images: images.map(({ imageId, storageKey, createdAtMillis, ...facts }) => ({
        ...facts,
        id: imageId,
        ...pictureUrls(cdnUrl, storageKey),
        createdAt: new Date(createdAtMillis).toISOString(),
      })),
      ...pageAnswer({ start, limit, total, next }, list),
    });
  };
}
