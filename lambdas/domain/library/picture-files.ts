/** The served objects, as the API reads and removes them. May throw `StoreUnavailable`. */
export interface PictureFiles {
  /** A WebP or an original, or a part of it; `undefined` when it is not there. Reading may break off with an error. */
  open(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** The WebP, its thumbnail and its original. What is gone already is no error. */
  remove(storageKey: string): Promise<void>;
}

/** Both ends included, from 0. */
export type ByteRange = { readonly first: number; readonly last: number };
