import type { Library } from '../../domain/library/library.ts';
import type { KeyDirectory } from '../../domain/teams/team.ts';
import { authenticated } from '../../http/authenticated.ts';
import { ok } from '../../http/reply.ts';
import { libraryImageAnswer } from '../library-image.ts';
import { notFound } from '../not-found.ts';
import { getImageResponse } from './response.ts';

export type GetImageDependencies = {
  readonly keys: KeyDirectory;
  readonly library: Pick<Library, 'find'>;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** One picture of the caller's team, with what it was made from. */
export function getImage({ keys, library, cdnUrl }: GetImageDependencies) {
  return authenticated(keys, async ({ pathParameters }, { teamId }) => {
    const imageId = pathParameters['imageId'] ?? '';
    if (!/^img_[0-9a-f]{32}$/.test(imageId)) return notFound;

    const image = await library.find(teamId, imageId);
    if (image === undefined) return notFound;

    return ok(getImageResponse, {
      ...libraryImageAnswer(image, cdnUrl),
      prompt: image.prompt,
      variables: image.variables,
      sourceType: null,
    });
  });
}
