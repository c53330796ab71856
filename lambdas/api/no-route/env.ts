// Both sides read this: lib/ to fill the environment, the handler to parse it. So it imports zod and nothing else.
import * as z from 'zod';

export const noRouteEnv = z.object({
  /** JSON: the methods of each resource, such as {"/v0/usage":["GET"]}. */
  ALLOWED_METHODS: z.string().min(1),
});
