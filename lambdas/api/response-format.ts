import * as z from 'zod';
import { queryBoolean } from '../http/query-boolean.ts';

/** How a job's answer carries its pictures. */
export const responseFormatQuery = z.object({
  response_format: z
    .enum(['url', 'b64_json', 'both'])
    .default('url')
    .describe('How the answer carries pictures: their addresses, their bytes in base64, or both.'),
  include_base64: queryBoolean.default(false).describe('The same as `response_format=both`; wins over it.'),
});

export type ResponseFormat = z.output<typeof responseFormatQuery>['response_format'];

export function responseFormatOf({
  response_format,
  include_base64,
}: z.output<typeof responseFormatQuery>): ResponseFormat {
  return include_base64 ? 'both' : response_format;
}
