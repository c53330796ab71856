// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const getGenerationEnv = z.object({
  JOBS_TABLE: z.string().min(1),
  CATALOGUE_TABLE: z.string().min(1),
  IMAGES_BUCKET: z.string().min(1),
  CDN_URL: z.url(),
});
