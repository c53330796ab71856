import type * as z from 'zod';
import type { ApiRequest } from './api-request.ts';
import { refuseTooLarge } from './body-limit.ts';
import { type Failure, invalidRequest } from './failure.ts';
import { parseInput } from './parse-input.ts';

/** Reads a JSON body of one shape: 413, 415 and 400 are told apart, and a 400 names everything that is wrong. */
export function jsonBody<Schema extends z.ZodObject>(
  schema: Schema,
  { headers, body }: Pick<ApiRequest, 'headers' | 'body'>,
  accepted = 'application/json',
): { readonly value: z.output<Schema> } | Failure {
  // A missing type is taken for JSON.
  if (!/^\s*(application\/json\s*(;|$)|$)/i.test(headers['content-type'] ?? '')) {
    return { code: 'unsupported_media_type', error: `Send the body as ${accepted}.` };
  }
  const tooLarge = refuseTooLarge(body);
  if (tooLarge !== undefined) return tooLarge;

  const parsed = parseJson(body.toString('utf8'));
  return parsed === undefined
    ? invalidRequest([{ path: '', message: 'Is not valid JSON.' }])
    : parseInput(schema, parsed.json);
}

function parseJson(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
