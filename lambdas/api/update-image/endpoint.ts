import type { ImagePublications } from '../../domain/library/library.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { jsonBody } from '../../http/json-body.ts';
import { ok } from '../../http/reply.ts';
import { looksLikeImageId } from '../image-id.ts';
import { libraryImageDetail, libraryImageDetailAnswer } from '../library-image-detail.ts';
import { notFound } from '../not-found.ts';
import { updateImageBody } from './request.ts';

export type UpdateImageDependencies = {
  readonly access: Access;
  readonly publications: ImagePublications;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** Publishes a picture of the caller's team, or takes it back. */
export function updateImage({ access, publications, cdnUrl }: UpdateImageDependencies) {
  return authenticated(access, async (request, { teamId }) => {
    const imageId = request.pathParameters['imageId'] ?? '';
    if (!looksLikeImageId(imageId)) return notFound;
    const body = jsonBody(updateImageBody, request);
    if ('code' in body) return body;

    const image = await publications.setPublic(teamId, imageId, body.value.isPublic);
    return image === undefined ? notFound : ok(libraryImageDetail, libraryImageDetailAnswer(image, cdnUrl));
  });
}
