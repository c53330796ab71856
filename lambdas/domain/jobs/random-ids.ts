/** The only source of chance, so that tests and the simulation own it. */
export interface RandomIds {
  /** `job_` and 32 hexadecimal digits. */
  jobId(): string;
  /** `img_` and 32 hexadecimal digits. */
  imageId(): string;
  /** `preset_` and 32 hexadecimal digits. */
  presetId(): string;
  /** `upload_` and 32 hexadecimal digits. */
  uploadId(): string;
  /** At least 32 URL-safe characters with at least 128 random bits: whoever knows it may see the picture. */
  storageRandom(): string;
}
