// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const settleEnv = z.object({
  JOBS_TABLE: z.string().min(1),
  CREDITS_TABLE: z.string().min(1),
  IMAGES_TABLE: z.string().min(1),
  WORK_BUCKET: z.string().min(1),
  IMAGES_BUCKET: z.string().min(1),
  /** Whether providers' own bytes are kept beside the WebP. */
  KEEP_ORIGINALS: z.enum(['on', 'off']),
  /** Of every metric. */
  STAGE: z.string().min(1),
});
