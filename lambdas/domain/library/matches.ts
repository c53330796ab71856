import type { LibraryImage } from './image.ts';
import type { LibrarySearch } from './library.ts';

/** How text is compared: composed Unicode, lower-cased. Works for every script, for nothing is split into words. */
export function normaliseForSearch(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Whether a picture passes a list's filters; an absent filter passes everything. */
export function matches(
  image: Pick<LibraryImage, 'presetId' | 'userPrompt'>,
  filter: { readonly presetId?: string; readonly search?: LibrarySearch },
): boolean {
  if (filter.presetId !== undefined && image.presetId !== filter.presetId) return false;
  if (filter.search === undefined) return true;

  const { text, presetIds } = filter.search;
  if (image.presetId !== null && presetIds.has(image.presetId)) return true;
  return normaliseForSearch(image.userPrompt).includes(normaliseForSearch(text));
}

/** What a search asks for: the text, and the presets whose name holds it now. */
export function librarySearch(
  text: string,
  presets: readonly { readonly presetId: string; readonly name: string }[],
): LibrarySearch {
  const needle = normaliseForSearch(text);
  const named = presets.filter(({ name }) => normaliseForSearch(name).includes(needle));
  return { text, presetIds: new Set(named.map(({ presetId }) => presetId)) };
}
