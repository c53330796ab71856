import type { LibraryImage, LibraryImageDetail } from './image.ts';
import type { PagePlace, PageStart } from './pages.ts';

/** Reads a team's pictures, newest first. May throw `StoreUnavailable`. */
export interface Library {
  page(query: LibraryQuery): Promise<LibraryPage>;
  /** `undefined` when there is no such image, or it is another team's: the two are not told apart. */
  find(teamId: string, imageId: string): Promise<LibraryImageDetail | undefined>;
}

/** Publishes pictures in the gallery. May throw `StoreUnavailable` and `TransactionConflict`. */
export interface ImagePublications {
  /** Publishes a picture, or takes it back; a repeat changes nothing. `undefined` when it is gone, or another team's. */
  setPublic(teamId: string, imageId: string, isPublic: boolean): Promise<LibraryImageDetail | undefined>;
}

/** Takes pictures out of library, gallery and their jobs' lists. May throw `StoreUnavailable` and `TransactionConflict`. */
export interface ImageRemovals {
  /** Whether the picture was there. */
  remove(teamId: string, imageId: string): Promise<boolean>;
}

export type LibraryQuery = {
  readonly teamId: string;
  readonly start: PageStart;
  /** 1–100. */
  readonly limit: number;
  readonly presetId?: string;
  readonly search?: LibrarySearch;
};

export type LibrarySearch = {
  /** Case-insensitive substring of the user's prompt. */
  readonly text: string;
  /** Pictures of these match whatever their prompt says. */
  readonly presetIds: ReadonlySet<string>;
};

export type LibraryPage = {
  readonly images: readonly LibraryImage[];
  /** Of all pages together. */
  readonly total: number;
  /** Null when nothing comes after the page. */
  readonly next: PagePlace | null;
};
