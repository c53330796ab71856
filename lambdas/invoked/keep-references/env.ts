// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const keepReferencesEnv = z.object({
  WORK_BUCKET: z.string().min(1),
  /** Whether `refImageUrls` may be plain http. */
  REFERENCE_HTTP: z.enum(['on', 'off']),
  /** `host:port,…` that `refImageUrls` may name although they are not public; empty but on a laptop that is tested. */
  REFERENCE_ALLOW: z.string(),
});
