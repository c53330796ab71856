import type { LibraryImageDetail } from '../../domain/library/image.ts';
import type { StoredImage } from './gallery-items.ts';
import { libraryRowRecord } from './image-record.ts';
import { keys, lists } from './keys.ts';

/** Numbers of a new picture: in its team's library, and among what the team made from its preset (null without one). */
export type NewPlaces = { readonly sequence: number; readonly presetSequence: number | null };

/** Everything that is stored of a picture that is in no gallery yet: its rows, and the record by its id. */
export function pictureItems(
  image: LibraryImageDetail,
  { sequence, presetSequence }: NewPlaces,
): readonly Readonly<Record<string, unknown>>[] {
  const { teamId, presetId, imageId } = image;
  const row = libraryRowRecord.parse(image);
  const ofPreset =
    presetId === null || presetSequence === null
      ? []
      : [{ ...keys.listRow(lists.presetLibrary(teamId, presetId), presetSequence), ...row }];
  return [
    { ...keys.listRow(lists.library(teamId), sequence), ...row },
    ...ofPreset,
    { ...keys.image(imageId), ...image, sequence, presetSequence },
  ];
}

/** The lists of its team in which a picture stands, and its numbers there. */
export function listsOf(image: StoredImage): readonly { readonly list: string; readonly sequence: number }[] {
  const { teamId, presetId, sequence, presetSequence } = image;
  const own = { list: lists.library(teamId), sequence };
  if (presetId === null || presetSequence === null) return [own];
  return [own, { list: lists.presetLibrary(teamId, presetId), sequence: presetSequence }];
}
