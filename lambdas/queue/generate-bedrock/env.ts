// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const generateBedrockEnv = z.object({
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
  /** Where the models are, not where we are. */
  BEDROCK_REGION: z.string().min(1),
  /** Empty for AWS's own. */
  BEDROCK_BASE_URL: z.string(),
  /** Name of a secret that holds credentials as JSON; empty for the function's own role. */
  BEDROCK_SECRET: z.string(),
});
