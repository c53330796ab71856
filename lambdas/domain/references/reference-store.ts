import type { ReferencePicture } from './reference-decoder.ts';

/** Keeps decoded references for as long as a job may need them. Private. May throw `StoreUnavailable`. */
export interface ReferenceStore {
  keep(jobId: string, index: number, picture: ReferencePicture): Promise<StoredReference>;
  read(reference: StoredReference): Promise<ReferencePicture>;
  /** Forgets those of a request that was refused after all. Never throws: what is left of them expires. */
  discard(references: readonly StoredReference[]): Promise<void>;
}

export type StoredReference = {
  readonly key: string;
  readonly mimeType: ReferencePicture['mimeType'];
};
