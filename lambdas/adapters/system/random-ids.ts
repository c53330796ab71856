import { randomBytes } from 'node:crypto';
import type { RandomIds } from '../../domain/jobs/random-ids.ts';

export const randomIds: RandomIds = {
  jobId: () => `job_${randomBytes(16).toString('hex')}`,
  imageId: () => `img_${randomBytes(16).toString('hex')}`,
  presetId: () => `preset_${randomBytes(16).toString('hex')}`,
  uploadId: () => `upload_${randomBytes(16).toString('hex')}`,
  // 192 bits are 32 characters of base64url.
  storageRandom: () => randomBytes(24).toString('base64url'),
};
