import type * as z from 'zod';

/** A field that may be absent; `null` means absent too. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}
