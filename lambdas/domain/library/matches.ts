import type { LibrarySearch } from './library.ts';

/** What a search looks at of a picture: its number, its preset, and the user's prompt as `normaliseForSearch` leaves it. */
export type SearchEntry = {
  readonly sequence: number;
  readonly presetId: string | null;
  readonly text: string;
};

/** A search, and the one preset to which it is narrowed. */
export type SearchFilter = { readonly search: LibrarySearch; readonly presetId?: string };

/** How text is compared: composed Unicode, lower-cased. Works for every script, for nothing is split into words. */
export function normaliseForSearch(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Tells whether a picture is found. */
export function matcherOf({ search, presetId }: SearchFilter): (entry: SearchEntry) => boolean {
  const needle = normaliseForSearch(search.text);
  return (entry) => {
    if (presetId !== undefined && entry.presetId !== presetId) return false;
    return (entry.presetId !== null && search.presetIds.has(entry.presetId)) || entry.text.includes(needle);
  };
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
