import type { Library } from '../../domain/library/library.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { ok } from '../../http/reply.ts';
import { looksLikeImageId } from '../image-id.ts';
import { libraryImageDetail, libraryImageDetailAnswer } from '../library-image-detail.ts';
import { notFound } from '../not-found.ts';

export type GetImageDependencies = {
  readonly access: Access;
  readonly library: Pick<Library, 'find'>;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** One picture of the caller's team, with what it was made from. */
export function getImage({ access, library, cdnUrl }: GetImageDependencies) {
  return authenticated(access, async ({ pathParameters }, { teamId }) => {
    const imageId = pathParameters['imageId'] ?? '';
    if (!looksLikeImageId(imageId)) return notFound;

    const image = await library.find(teamId, imageId);
    return image === undefined ? notFound : ok(libraryImageDetail, libraryImageDetailAnswer(image, cdnUrl));
  });
}
