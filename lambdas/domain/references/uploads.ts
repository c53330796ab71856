/** Pictures that a client puts into the store itself, to name them in a request later. May throw `StoreUnavailable`. */
export interface Uploads {
  /** A form that the client fills with one file of up to `bytes`; its `url` and `fields` are the permission. */
  offer(team: UploadingTeam, upload: OfferedUpload): Promise<UploadForm>;
  /** The bytes; `undefined` when nothing was uploaded under this id, or by another team. */
  read(team: UploadingTeam, uploadId: string): Promise<Uint8Array | undefined>;
}

/** Stands in the object's key, so that no other team's uploads can be reached. */
export type UploadingTeam = { readonly teamHandle: string };

export type OfferedUpload = {
  readonly uploadId: string;
  readonly mimeType: string;
  /** The largest that the file may be. */
  readonly bytes: number;
};

export type UploadForm = {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAtMillis: number;
};

/** The largest file, as the contract has it. */
export const maxUploadBytes = 20_000_000;

/** An id that could never be one of ours is no key of anything. */
export function looksLikeUploadId(text: string): boolean {
  return /^upload_[0-9a-f]{32}$/.test(text);
}
