/** Makes what a model is given from what a client sent: only decoded and re-encoded pixels ever leave it. */
export interface ReferenceDecoder {
  /** Never throws for what the bytes may hold. */
  decode(bytes: Uint8Array): Promise<DecodedReference>;
}

export type DecodedReference =
  | ({ readonly outcome: 'decoded' } & ReferencePicture)
  /** `reason` is a sentence for the client: what is wrong with the bytes. */
  | { readonly outcome: 'not-an-image'; readonly reason: string };

export type ReferencePicture = {
  readonly bytes: Uint8Array;
  /** PNG where there is transparency, else JPEG: what every model reads. */
  readonly mimeType: 'image/png' | 'image/jpeg';
};
