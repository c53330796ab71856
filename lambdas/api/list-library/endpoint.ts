import type { Library } from '../../domain/library/library.ts';
import { librarySearch } from '../../domain/library/matches.ts';
import type { Presets } from '../../domain/presets/preset.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { parseInput } from '../../http/parse-input.ts';
import { ok } from '../../http/reply.ts';
import { libraryImageAnswer } from '../library-image.ts';
import { listName, pageAnswer, pageStart } from '../page-place.ts';
import { listLibraryQuery } from './request.ts';
import { listLibraryResponse } from './response.ts';

export type ListLibraryDependencies = {
  readonly access: Access;
  readonly library: Pick<Library, 'page'>;
  readonly presets: Pick<Presets, 'list'>;
  /** Origin of picture URLs, without a slash at its end. */
  readonly cdnUrl: string;
};

/** One page of the team's pictures, newest first. A page past the end is an empty list. */
export function listLibrary({ access, library, presets, cdnUrl }: ListLibraryDependencies) {
  return authenticated(access, async (request, { teamId }) => {
    const query = parseInput(listLibraryQuery, request.query);
    if ('code' in query) return query;

    const { limit, presetId = '', search = '' } = query.value;
    const list = listName('library', presetId, search);
    const place = pageStart(query.value, list);
    if ('code' in place) return place;

    const { start } = place;
    const { images, total, next } = await library.page({
      teamId,
      start,
      limit,
      ...(presetId === '' ? {} : { presetId }),
      ...(search === '' ? {} : { search: librarySearch(search, await presets.list(teamId)) }),
    });
    const answers = images.map((image) => libraryImageAnswer(image, cdnUrl));
    return ok(listLibraryResponse, {
      images: answers,
      ...pageAnswer({ start, limit, total, next }, list),
    });
  });
}
