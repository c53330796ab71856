// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const createGenerationEnv = z.object({
  JOBS_TABLE: z.string().min(1),
  CREDITS_TABLE: z.string().min(1),
  CATALOGUE_TABLE: z.string().min(1),
  STATE_MACHINE_ARN: z.string().min(1),
  /** Origin of picture URLs, without a slash at its end. */
  CDN_URL: z.url(),
  /** How long a blocking call waits before it answers 504. */
  SYNC_WAIT_SECONDS: z.coerce.number<string>().int().min(1).max(180),
  /** So many calls may wait at once, over all teams. */
  SYNC_WAITERS: z.coerce.number<string>().int().min(1),
  /** Open so long after its acceptance, a job is settled by the sweeper. */
  JOB_DEADLINE_SECONDS: z.coerce.number<string>().int().min(1),
  DEFAULT_MODEL: z.string().min(1),
  /** The providers that bill, as JSON: queue, secret, rate. */
  PROVIDERS: z.string().min(1),
  /** Longer than this, a picture does not wait for its turn at a provider. */
  QUEUE_AGE_LIMIT_SECONDS: z.coerce.number<string>().int().min(1),
  SANDBOX_MODELS: z.enum(['on', 'off']),
  IMAGES_BUCKET: z.string().min(1),
  WORK_BUCKET: z.string().min(1),
  /** The function that reads, decodes and keeps references. */
  REFERENCES_FUNCTION: z.string().min(1),
  /** After so long, it will not answer any more. */
  REFERENCES_TIMEOUT_SECONDS: z.coerce.number<string>().int().min(1),
  /** Of every metric. */
  STAGE: z.string().min(1),
});
