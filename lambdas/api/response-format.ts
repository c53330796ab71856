import * as z from 'zod';
import { type Failure, invalidRequest } from '../http/failure.ts';
import { queryBoolean } from '../http/query-boolean.ts';

/** How a job's answer carries its pictures. */
export const responseFormatQuery = z.object({
  response_format: z.enum(['url', 'b64_json', 'both']).default('url'),
  include_base64: queryBoolean.default(false),
});

/** So far every answer carries URLs; asking for more is refused rather than ignored. */
export function refuseBase64({
  response_format,
  include_base64,
}: z.output<typeof responseFormatQuery>): Failure | undefined {
  const reason = 'base64 is not offered yet.';
  if (include_base64)
    return invalidRequest([{ path: 'include_base64', message: `Must be false: ${reason}` }]);

  return response_format === 'url'
    ? undefined
    : invalidRequest([{ path: 'response_format', message: `Must be url: ${reason}` }]);
}
