import type { RandomIds } from '../../lambdas/domain/jobs/random-ids.ts';

/** Ids that count up from 1, so that a test knows them. */
export class CountedIds implements RandomIds {
  #last = 0;

  jobId(): string {
    return `job_${this.#next()}`;
  }

  imageId(): string {
    return `img_${this.#next()}`;
  }

  presetId(): string {
    return `preset_${this.#next()}`;
  }

  uploadId(): string {
    return `upload_${this.#next()}`;
  }

  storageRandom(): string {
    return this.#next();
  }

  #next(): string {
    this.#last += 1;
    return String(this.#last).padStart(32, '0');
  }
}
