// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const auditBalancesEnv = z.object({
  CREDITS_TABLE: z.string().min(1),
  /** Of every metric. */
  STAGE: z.string().min(1),
});
