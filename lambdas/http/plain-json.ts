import type { RequestIssue } from './failure.ts';

/** Deeper than this nests no body that we know, and recursion over it would be the sender's to time. */
const maxDepth = 20;

/**
 * What no body may hold, wherever it stands: a `__proto__` of its own, lists within lists without end, or halves of
 * letters, which JSON can spell and no store can keep.
 */
export function oddPartOf(body: unknown): RequestIssue | undefined {
  const waiting: { readonly value: unknown; readonly path: readonly string[] }[] = [
    { value: body, path: [] },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && !value.isWellFormed()) {
      return { path: path.join('.'), message: 'Must be well-formed Unicode.' };
    }
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= maxDepth)
      return { path: path.join('.'), message: `Is nested deeper than ${maxDepth} levels.` };
    if (Object.hasOwn(value, '__proto__') && path.length > 0) {
      return { path: [...path, '__proto__'].join('.'), message: 'Is not allowed as a name.' };
    }
    for (const [name, part] of Object.entries(value)) {
      if (!name.isWellFormed()) {
        return { path: [...path, name.toWellFormed()].join('.'), message: 'Must be well-formed Unicode.' };
      }
      waiting.push({ value: part, path: [...path, name] });
    }
  }
  return undefined;
}
