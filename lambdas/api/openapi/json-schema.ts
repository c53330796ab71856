import * as z from 'zod';

/** The JSON Schema (2020-12, as OpenAPI 3.1 uses it) of what a client sends, or of what it is answered. */
export function jsonSchema(schema: z.core.$ZodType, side: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: side,
    unrepresentable: 'any',
    override: ({ jsonSchema: made }) => {
      // That a whole number is one JavaScript can hold is nothing to tell a reader.
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
    },
  });
  return rest;
}
