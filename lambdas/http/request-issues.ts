import { closest } from 'fastest-levenshtein';
import type * as z from 'zod';
import type { RequestIssue } from './failure.ts';
import { knownNames } from './known-names.ts';

/** Whoever sends more mistakes than this is not helped by a longer list. */
const maxIssues = 100;

/** Flattens what zod found into dotted paths and sentences for a person. */
export function requestIssues(error: z.ZodError, schema: z.ZodType): RequestIssue[] {
  const found = error.issues.flatMap((issue): RequestIssue[] => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: sentence(issue) }];

    const names = knownNames(schema, issue.path);
    return issue.keys.slice(0, maxIssues).map((key) => ({
      path: [...path, key].join('.'),
      message: unknownField(key, names),
    }));
  });

  return found.slice(0, maxIssues);
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'Is required.'
        : `Must be ${described(issue.expected)}, not ${kindOf(issue.input)}.`;
    case 'invalid_value':
      return `Must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return `Must be at least ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'too_big':
      return `Must be at most ${issue.maximum}${unitOf(issue.origin)}.`;
    default:
      return issue.message;
  }
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function described(type: string): string {
  return names[type] ?? type;
}

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (typeof input === 'number') return String(input);
  return described(Array.isArray(input) ? 'array' : typeof input);
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' items long' : '';
}

/** Names longer than this resemble none of ours, and would only cost time. */
const longestComparedName = 64;

function unknownField(key: string, knownFields: readonly string[]): string {
  const nearest = key.length > longestComparedName ? undefined : closest(key, [...knownFields]);
  if (nearest === undefined || nearest === '') return 'Is not a known field.';
  return `Is not a known field; the nearest known name is "${nearest}".`;
}
