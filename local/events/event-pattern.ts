/**
 * Whether an event matches an EventBridge pattern of plain values: every field that the pattern names has one of the
 * values that it lists. Other operators are refused, for a rule that never matches would be silent.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    if (pattern.some((allowed) => typeof allowed === 'object' && allowed !== null)) {
      throw new Error(
        `The laptop does not know this operator of an event pattern: ${JSON.stringify(pattern)}`,
      );
    }
    return pattern.includes(event);
  }
  if (!isRecord(pattern)) throw new Error(`This is no event pattern: ${JSON.stringify(pattern)}`);

  return Object.entries(pattern).every(([field, part]) =>
    matchesPattern(part, isRecord(event) ? event[field] : undefined),
  );
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
