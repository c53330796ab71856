import * as z from 'zod';

/**
 * Where a list goes on: opaque to clients, and worth nothing to another team, for it holds no team. Text that we did not
 * make is refused.
 */
export function cursorOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(1000)
    .transform((text, context) => {
      const parsed = schema.safeParse(decode(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: 'Must be the nextCursor of an answer.' });
      return z.NEVER;
    });
}

export function encodeCursor(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
