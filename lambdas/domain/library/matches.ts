import type { LibraryImage } from './image.ts';

/** How text is compared: composed Unicode, lower-cased. Works for every script, for nothing is split into words. */
export function normaliseForSearch(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Whether a picture passes a list's filters; an absent filter passes everything. */
export function matches(
  image: Pick<LibraryImage, 'presetId' | 'userPrompt'>,
  filter: { readonly presetId?: string; readonly search?: string },
): boolean {
  if (filter.presetId !== undefined && image.presetId !== filter.presetId) return false;
  if (filter.search === undefined) return true;

  return normaliseForSearch(image.userPrompt).includes(normaliseForSearch(filter.search));
}
