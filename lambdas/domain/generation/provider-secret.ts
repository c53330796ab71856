/** A provider's API key, as its worker reads it. May throw `StoreUnavailable`. */
export interface ProviderSecret {
  /** `undefined` when nobody put one in place. May be up to 5 minutes old, unless `fresh`. */
  read(options?: { readonly fresh: boolean }): Promise<string | undefined>;
}
