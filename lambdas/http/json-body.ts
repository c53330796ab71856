import type * as z from 'zod';
import type { ApiRequest } from './api-request.ts';
import { type Failure, invalidRequest } from './failure.ts';
import { parseInput } from './parse-input.ts';

/** Raw bytes that a request may bring: what fits Lambda's 6 MB event once it is base64. */
const limitBytes = 4_500_000;

/** Reads a JSON body of one shape: 413, 415 and 400 are told apart, and a 400 names everything that is wrong. */
export function jsonBody<Schema extends z.ZodObject>(
  schema: Schema,
  { headers, body }: Pick<ApiRequest, 'headers' | 'body'>,
): { readonly value: z.output<Schema> } | Failure {
  // A missing type is taken for JSON.
  if (!/^\s*(application\/json\s*(;|$)|$)/i.test(headers['content-type'] ?? '')) {
    return { code: 'unsupported_media_type', error: 'Send the body as application/json.' };
  }
  if (body.byteLength > limitBytes) {
    return {
      code: 'payload_too_large',
      error: `The request is too large: at most ${limitBytes} bytes.`,
      limitBytes,
    };
  }

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
