// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const generateSandboxEnv = z.object({
  JOBS_TABLE: z.string().min(1),
  WORK_BUCKET: z.string().min(1),
  QUEUE_URL: z.string().min(1),
  /** How long `sandbox-slow` takes. */
  SANDBOX_SLOW_SECONDS: z.coerce.number<string>().min(0).max(600),
  /** The provider's limit for one picture. */
  PROVIDER_CEILING_SECONDS: z.coerce.number<string>().int().min(1),
  /** Of every metric. */
  STAGE: z.string().min(1),
});
