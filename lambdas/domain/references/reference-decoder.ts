/** A worker holds every reference of a job, several times over while it sends them: so much in all. */
const allEncodedBytes = 24_000_000;

/** No model needs more of one. */
export const oneEncodedBytes = 8_000_000;

/** What each of `count` references may take. */
export function shareOfBytes(count: number): number {
  return Math.min(oneEncodedBytes, Math.floor(allEncodedBytes / count));
}

/** Makes what a model is given from what a client sent: only decoded and re-encoded pixels ever leave it. */
export interface ReferenceDecoder {
  /** Never throws for what the bytes may hold. A picture that takes more than `mostBytes` is made smaller. */
  decode(bytes: Uint8Array, mostBytes: number): Promise<DecodedReference>;
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
