import type { FileRequirement, Requirement } from './requirement.ts';
import { isUsableNumber, maxFilesOf } from './requirement.ts';

/** What a request says for a preset's requirements. */
export type ReadVariables = {
  /** The text of every placeholder that has one, defaults included. */
  readonly texts: ReadonlyMap<string, string>;
  /** Upload ids by the key of their file requirement, in the order of the requirements. */
  readonly uploads: ReadonlyMap<string, readonly string[]>;
};

export type VariableProblem = {
  readonly code: 'missing_variable' | 'unknown_variable' | 'invalid_variable';
  readonly error: string;
};

/**
 * Holds variables against requirements. `attached` says how many files came with a form, by key. Only own properties
 * are looked at. What is unknown is told first, then what is missing, then what is wrong.
 */
export function readVariables(
  requirements: readonly Requirement[],
  variables: Readonly<Record<string, unknown>>,
  attached: ReadonlyMap<string, number>,
): ReadVariables | VariableProblem {
  const byKey = new Map(requirements.map((asked) => [asked.key, asked]));
  const given = new Map(Object.entries(variables).filter(([, value]) => value !== null));

  for (const key of [...Object.keys(variables), ...attached.keys()]) {
    if (byKey.has(key)) continue;
    const error = `The preset has no requirement "${key.slice(0, 64)}".`;
    return { code: 'unknown_variable', error };
  }
  for (const asked of requirements) {
    const hasDefault = asked.type !== 'file' && asked.default !== undefined;
    if (!asked.required || hasDefault || isGiven(given.get(asked.key)) || attached.has(asked.key)) continue;
    const what = asked.type === 'file' ? 'a file' : 'a value';
    return { code: 'missing_variable', error: `The preset requires ${what} for "${asked.key}".` };
  }

  const texts = new Map<string, string>();
  const uploads = new Map<string, readonly string[]>();
  for (const asked of requirements) {
    const value = given.get(asked.key);
    const problem =
      asked.type === 'file'
        ? readFiles(asked, value, attached.get(asked.key) ?? 0, uploads)
        : readText(asked, value, texts);
    if (problem !== undefined) {
      return { code: 'invalid_variable', error: `The variable "${asked.key}" ${problem}` };
    }
  }
  return { texts, uploads };
}

/** An empty text or list is none. */
function isGiven(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function readText(
  asked: Exclude<Requirement, FileRequirement>,
  value: unknown,
  texts: Map<string, string>,
): string | undefined {
  if (!isGiven(value)) {
    if (asked.default !== undefined) texts.set(asked.key, String(asked.default));
    return undefined;
  }
  const problem = problemOf(asked, value);
  if (problem === undefined) texts.set(asked.key, String(value));
  return problem;
}

function problemOf(asked: Exclude<Requirement, FileRequirement>, value: unknown): string | undefined {
  switch (asked.type) {
    case 'text':
      if (typeof value !== 'string') return 'must be text.';
      if (!value.isWellFormed()) return 'must be well-formed Unicode.';
      return [...value].length > asked.maxLength
        ? `must be at most ${asked.maxLength} characters long.`
        : undefined;
    case 'number': {
      if (typeof value !== 'number') return 'must be a number.';
      if (!isUsableNumber(value)) return 'must be 0, or between 1e-9 and 9007199254740991 in size.';
      if (asked.min !== undefined && value < asked.min) return `must be at least ${asked.min}.`;
      return asked.max !== undefined && value > asked.max ? `must be at most ${asked.max}.` : undefined;
    }
    case 'select':
      return typeof value === 'string' && asked.options.includes(value)
        ? undefined
        : `must be one of: ${asked.options.join(', ')}.`;
  }
}

function readFiles(
  asked: FileRequirement,
  value: unknown,
  attached: number,
  uploads: Map<string, readonly string[]>,
): string | undefined {
  const ids: readonly unknown[] = isGiven(value) ? [value].flat() : [];
  if (ids.some((id) => typeof id !== 'string')) return 'must be an uploadId, or a list of them.';
  if (ids.length > 0 && attached > 0) return 'comes both as a file and as an uploadId; send one of the two.';

  const most = maxFilesOf(asked);
  if (ids.length + attached > most) {
    return most === 1 ? 'takes one file.' : `takes at most ${most} files.`;
  }
  if (ids.length > 0) uploads.set(asked.key, ids.map(String));
  return undefined;
}
