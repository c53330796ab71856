import type { Job } from '../jobs/job.ts';
import type { LibraryImage } from './image.ts';

/** What anybody may see of a published picture: nothing that says who made it, or from what. */
export type GalleryImage = Pick<
  LibraryImage,
  'imageId' | 'storageKey' | 'width' | 'height' | 'modelVersion' | 'aspectRatio' | 'createdAtMillis'
>;

/** Published pictures of all teams, newest first. May throw `StoreUnavailable`. */
export interface Gallery {
  page(query: { readonly page: number; readonly limit: number }): Promise<GalleryPage>;
}

export type GalleryPage = { readonly images: readonly GalleryImage[]; readonly total: number };

/** Puts the pictures of a completed public job into the gallery: those that are still there, and still public. */
export interface GalleryPublisher {
  /** A repeat changes nothing. May throw `StoreUnavailable` and `TransactionConflict`. */
  publish(job: Job): Promise<void>;
}
