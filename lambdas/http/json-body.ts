import type * as z from 'zod';
import type { ApiRequest } from './api-request.ts';
import { refuseTooLarge, textLimitBytes } from './body-limit.ts';
import { type Failure, invalidRequest } from './failure.ts';
import { parseInput } from './parse-input.ts';
import { mayHoldMoreValues } from './value-count.ts';

export type JsonBodyOptions = {
  /** Types that the route takes, as the 415 names them. */
  readonly accepted?: string;
  /** Bytes of a parsed body that its base64 takes beyond what it stands for. */
  readonly overheadOf?: (json: unknown) => number;
  /** More values than that, commas in texts included, are refused before they are parsed. */
  readonly mostValues?: number;
};

/** Reads a JSON body of one shape: 413, 415 and 400 are told apart, and a 400 names everything that is wrong. */
export function jsonBody<Schema extends z.ZodObject>(
  schema: Schema,
  { headers, body }: Pick<ApiRequest, 'headers' | 'body'>,
  { accepted = 'application/json', overheadOf = () => 0, mostValues = Infinity }: JsonBodyOptions = {},
): { readonly value: z.output<Schema> } | Failure {
  // A missing type is taken for JSON.
  if (!/^\s*(application\/json\s*(;|$)|$)/i.test(headers['content-type'] ?? '')) {
    return { code: 'unsupported_media_type', error: `Send the body as ${accepted}.` };
  }
  if (body.byteLength <= textLimitBytes && mayHoldMoreValues(body, mostValues)) {
    return invalidRequest([{ path: '', message: `Must hold at most ${mostValues} values.` }]);
  }
  // Before it is parsed: nobody needs to read what is beyond the limit in any case.
  const parsed = body.byteLength <= textLimitBytes ? parseJson(body.toString('utf8')) : undefined;
  const tooLarge = refuseTooLarge(body.byteLength - overheadOf(parsed?.json));
  if (tooLarge !== undefined) return tooLarge;

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
