import { createHash } from 'node:crypto';
import type { ReadRequest } from './read-request.ts';

/**
 * Tells whether two requests ask for the same: the parsed body, whatever the order of its fields, and the files' bytes.
 * JSON and a form with the same fields are the same.
 */
export function bodySha256Hex({ body, files }: Pick<ReadRequest, 'body' | 'files'>): string {
  const named = files
    .map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(canonicalJson([body, named]))
    .digest('hex');
}

/** JSON with the names of every object sorted. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
