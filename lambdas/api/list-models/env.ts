// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const listModelsEnv = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  DEFAULT_MODEL: z.string().min(1),
  /** The providers that bill, as JSON: queue, secret, rate. */
  PROVIDERS: z.string().min(1),
  SANDBOX_MODELS: z.enum(['on', 'off']),
});
