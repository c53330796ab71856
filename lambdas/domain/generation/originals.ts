/** The provider's bytes, staged before anything else can fail. Private, kept for a stage's retention. */
export interface Originals {
  find(jobId: string, sampleIndex: number): Promise<StagedOriginal | undefined>;
  /** A repeat overwrites. */
  stage(jobId: string, sampleIndex: number, bytes: Uint8Array, mimeType: string): Promise<StagedOriginal>;
}

export type StagedOriginal = { readonly originalKey: string; readonly mimeType: string };
