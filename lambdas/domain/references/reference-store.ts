import type { ReferencePicture } from './reference-decoder.ts';

/** Keeps decoded references for as long as a job may need them. Private. May throw `StoreUnavailable`. */
export interface ReferenceStore {
  keep(jobId: string, index: number, picture: ReferencePicture): Promise<StoredReference>;
  read(reference: StoredReference): Promise<ReferencePicture>;
}

export type StoredReference = {
  readonly key: string;
  readonly mimeType: ReferencePicture['mimeType'];
};
