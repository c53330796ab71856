/** Fetches pictures that a client names by their address. */
export interface ReferenceUrls {
  /** At most 20 MB within 10 s, of public addresses only. Never throws for what the address or its server may do. */
  fetch(url: string): Promise<FetchedReference>;
}

export type FetchedReference =
  | { readonly outcome: 'fetched'; readonly bytes: Uint8Array }
  /** We may not connect there: scheme, port, user info, or an address that is not public. `reason` is a sentence. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** We may, but it did not answer with a 2xx in time, or with too much. `reason` is a sentence. */
  | { readonly outcome: 'failed'; readonly reason: string };
