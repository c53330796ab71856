import type { Job } from '../jobs/job.ts';
import type { LibraryImage } from './image.ts';
import type { PagePlace, PageStart } from './pages.ts';

/** What anybody may see of a published picture: nothing that says who made it, or from what. */
export type GalleryImage = Pick<
  LibraryImage,
  'imageId' | 'storageKey' | 'width' | 'height' | 'modelVersion' | 'aspectRatio' | 'createdAtMillis'
>;

/** Published pictures of all teams, the last published first. May throw `StoreUnavailable`. */
export interface Gallery {
  page(query: GalleryQuery): Promise<GalleryPage>;
}

export type GalleryQuery = {
  readonly start: PageStart;
  /** 1–100. */
  readonly limit: number;
};

export type GalleryPage = {
  readonly images: readonly GalleryImage[];
  readonly total: number;
  /** Null when nothing comes after the page. */
  readonly next: PagePlace | null;
};

/** Puts the pictures of a completed public job into the gallery: those that are still there, and still public. */
export interface GalleryPublisher {
  /** A repeat changes nothing. May throw `StoreUnavailable` and `TransactionConflict`. */
  publish(job: Job): Promise<void>;
}
