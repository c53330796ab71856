import * as z from 'zod';

/** A pattern of plain values: every field that it names has one of the values that it lists. */
export type EventPattern = { readonly [field: string]: EventPattern | readonly Plain[] };

type Plain = string | number | boolean | null;

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Refuses operators (prefix, anything-but, …): a rule that never matches would be silent. */
export const eventPattern: z.ZodType<EventPattern> = z.lazy(() =>
  z.record(
    z.string(),
    z.union([z.array(plain), eventPattern], {
      error: 'the laptop does not know this operator of an event pattern',
    }),
  ),
);

export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, part]) => {
    const value = isRecord(event) ? event[field] : undefined;
    return isList(part) ? part.some((allowed) => allowed === value) : matchesPattern(part, value);
  });
}

/** The value at a path such as `$.detail.name`. */
export function valueAt(path: string, event: unknown): unknown {
  return path
    .replace(/^\$\.?/, '')
    .split('.')
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), event);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(part: EventPattern | readonly Plain[]): part is readonly Plain[] {
  return Array.isArray(part);
}
