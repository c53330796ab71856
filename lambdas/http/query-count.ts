import * as z from 'zod';

/** A whole number as a query writes it, from 1; out of range is refused, never clamped. */
export function queryCount(max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, 'Must be a whole number.')
    .transform(Number)
    .pipe(z.int().min(1).max(max));
}
