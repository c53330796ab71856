// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const generateCompatibleEnv = z.object({
  JOBS_TABLE: z.string().min(1),
  CATALOGUE_TABLE: z.string().min(1),
  WORK_BUCKET: z.string().min(1),
  QUEUE_URL: z.string().min(1),
  /** Whose metrics are whose. */
  STAGE: z.string().min(1),
  /** The provider's limit for one picture. */
  PROVIDER_CEILING_SECONDS: z.coerce.number<string>().int().min(1),
  /** As long as no operator has set another. */
  IMAGES_PER_MINUTE: z.coerce.number<string>().positive(),
  /** So long a worker waits in place for its slot. */
  PACE_WAIT_SECONDS: z.coerce.number<string>().min(0),
  /** Name of the secret that holds the API key. */
  COMPATIBLE_SECRET: z.string().min(1),
  /** Of a server that speaks OpenAI's language. Empty where the stage has none. */
  COMPATIBLE_BASE_URL: z.string(),
  /** How it is told the shape of a picture: by `size`, as OpenAI is, or by `aspect_ratio` and `resolution`, as xAI is. */
  COMPATIBLE_DIALECT: z.enum(['openai', 'xai']),
});
