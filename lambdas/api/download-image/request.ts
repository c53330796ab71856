import * as z from 'zod';
import { queryBoolean } from '../../http/query-boolean.ts';

export const downloadImageQuery = z.object({
  original: queryBoolean
    .default(false)
    .describe("The provider's own bytes instead of the WebP, where this stage keeps them; else 404."),
});
