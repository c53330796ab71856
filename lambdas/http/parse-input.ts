import type * as z from 'zod';
import { type Failure, invalidRequest } from './failure.ts';
import { oddPartOf } from './plain-json.ts';
import { requestIssues } from './request-issues.ts';

/** Parses what a client sent. What does not fit is the client's 400, with everything that is wrong with it. */
export function parseInput<Schema extends z.ZodObject>(
  schema: Schema,
  input: unknown,
): { readonly value: z.output<Schema> } | Failure {
  const odd = oddPartOf(input);
  if (odd !== undefined) return invalidRequest([odd]);

  const parsed = schema.safeParse(input, { reportInput: true });
  return parsed.success ? { value: parsed.data } : invalidRequest(requestIssues(parsed.error, schema));
}
