import * as z from 'zod';

/** The JSON Schema (2020-12, as OpenAPI 3.1 uses it) of what a client sends, or of what it is answered. */
export function jsonSchema(schema: z.core.$ZodType, side: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: side, unrepresentable: 'any' });
  return rest;
}
