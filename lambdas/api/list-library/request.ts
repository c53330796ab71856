import * as z from 'zod';
import { textUpTo } from '../../http/text.ts';

/** A whole number as a query writes it; out of range is refused, never clamped. */
function count(max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, 'Must be a whole number.')
    .transform(Number)
    .pipe(z.int().min(1).max(max));
}

/** Unknown names are ignored; an empty filter is none. */
export const listLibraryQuery = z.object({
  page: count(Number.MAX_SAFE_INTEGER).default(1),
  limit: count(100).default(20),
  presetId: z.string().optional(),
  search: textUpTo(200).optional(),
});
