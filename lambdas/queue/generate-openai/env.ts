// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const generateOpenaiEnv = z.object({
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
  OPENAI_SECRET: z.string().min(1),
  /** Empty for OpenAI's own. */
  OPENAI_BASE_URL: z.string(),
});
