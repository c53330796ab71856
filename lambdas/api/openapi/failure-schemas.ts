import * as z from 'zod';
import { type FailureCode, failureExtras } from '../../http/failure.ts';
import { statusOf } from '../../http/failure-reply.ts';
import { jsonSchema } from './json-schema.ts';
import type { Operation } from './operation.ts';

const codes = z.array(z.enum(Object.keys(failureExtras))).parse(Object.keys(failureExtras));

/** One schema for each code: the envelope with what stands beside it. */
export function failureSchemas(): Record<string, object> {
  return Object.fromEntries(
    codes.map((code) => [
      schemaName(code),
      jsonSchema(
        z.object({
          error: z.string().describe('One sentence for a person.'),
          code: z.literal(code),
          requestId: z.string().describe('Also in `X-Request-Id`. Quote it when you ask for help.'),
          ...extrasOf(code).shape,
        }),
        'output',
      ),
    ]),
  );
}

/** The failures of an operation: its own, and those that its kind of route may always answer. */
export function failureResponses({ needsKey, body, query, pathParameters, failures }: Operation) {
  const possible: readonly FailureCode[] = [
    ...failures,
    ...(needsKey ? (['unauthorized', 'rate_limited', 'overloaded'] as const) : []),
    ...(body === undefined && query === undefined ? [] : (['invalid_request'] as const)),
    ...(body === undefined ? [] : (['payload_too_large', 'unsupported_media_type'] as const)),
    ...(pathParameters === undefined ? [] : (['not_found'] as const)),
    'internal_error',
  ];
  const byStatus = Map.groupBy(new Set(possible), statusOf);

  return Object.fromEntries([...byStatus].map(([status, found]) => [String(status), response(found)]));
}

function response(found: readonly FailureCode[]): object {
  const schemas = found.map((code) => ({ $ref: `#/components/schemas/${schemaName(code)}` }));
  const [only, ...others] = schemas;
  return {
    description: found.map((code) => `\`${code}\``).join(' or '),
    content: { 'application/json': { schema: others.length === 0 ? only : { oneOf: schemas } } },
  };
}

/** `not_found` → `NotFound` */
function schemaName(code: string): string {
  return code.replace(/(^|_)([a-z])/g, (_, _line, letter: string) => letter.toUpperCase());
}

function extrasOf(code: string): z.ZodObject {
  const known: Readonly<Record<string, z.ZodObject>> = failureExtras;
  return known[code] ?? z.object({});
}
