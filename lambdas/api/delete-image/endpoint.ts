import type { ImageRemovals, Library } from '../../domain/library/library.ts';
import type { PictureFiles } from '../../domain/library/picture-files.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { noContent } from '../../http/reply.ts';
import { looksLikeImageId } from '../image-id.ts';
import { notFound } from '../not-found.ts';

export type DeleteImageDependencies = {
  readonly access: Access;
  readonly library: Pick<Library, 'find'>;
  readonly removals: ImageRemovals;
  readonly pictures: Pick<PictureFiles, 'remove'>;
};

/**
 * Deletes a picture of the caller's team. The bytes go first: a crash in between leaves a picture that is listed and can
 * be deleted again, while the other order would leave bytes that nobody can name any more.
 */
export function deleteImage({ access, library, removals, pictures }: DeleteImageDependencies) {
  return authenticated(access, async ({ pathParameters }, { teamId }) => {
    const imageId = pathParameters['imageId'] ?? '';
    if (!looksLikeImageId(imageId)) return notFound;

    const image = await library.find(teamId, imageId);
    if (image === undefined) return notFound;
    await pictures.remove(image.storageKey);
    return (await removals.remove(teamId, imageId)) ? noContent() : notFound;
  });
}
