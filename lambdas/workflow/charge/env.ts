// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const chargeEnv = z.object({
  JOBS_TABLE: z.string().min(1),
  CREDITS_TABLE: z.string().min(1),
  /** Address of each provider's queue, as JSON. */
  PROVIDER_QUEUE_URLS: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(z.record(z.string(), z.string().min(1))),
  /** Bounds the wait for one sample, queueing included. */
  GENERATE_TIMEOUT_SECONDS: z.coerce.number<string>().int().min(1),
  /** Of every metric. */
  STAGE: z.string().min(1),
});
