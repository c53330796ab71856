// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const storeEnv = z.object({
  WORK_BUCKET: z.string().min(1),
  IMAGES_BUCKET: z.string().min(1),
  /** Whether providers' own bytes are kept beside the WebP. */
  KEEP_ORIGINALS: z.enum(['on', 'off']),
});
