import type { LibraryImage, LibraryImageDetail } from './image.ts';

/** Reads a team's pictures, newest first. May throw `StoreUnavailable`. */
export interface Library {
  page(query: LibraryQuery): Promise<LibraryPage>;
  /** `undefined` when there is no such image, or it is another team's: the two are not told apart. */
  find(teamId: string, imageId: string): Promise<LibraryImageDetail | undefined>;
}

export type LibraryQuery = {
  readonly teamId: string;
  /** From 1. */
  readonly page: number;
  /** 1–100. */
  readonly limit: number;
  readonly presetId?: string;
  /** Case-insensitive substring of the user's prompt. */
  readonly search?: string;
};

export type LibraryPage = { readonly images: readonly LibraryImage[]; readonly total: number };
