import * as z from 'zod';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const proxyAnswer = z.strictObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

/** A function's buffered answer; `undefined` when it is none, as REST APIs are strict about its fields. */
export function readBufferedAnswer(payload: string) {
  const parsed = proxyAnswer.safeParse(JSON.parse(payload));
  if (!parsed.success) return undefined;

  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const lists = [
    ...Object.entries(headers ?? {}).map(([name, value]): [string, string[]] => [
      name.toLowerCase(),
      [value],
    ]),
    ...Object.entries(multiValueHeaders ?? {}).map(([name, values]): [string, string[]] => [
      name.toLowerCase(),
      values,
    ]),
  ];
  return {
    statusCode,
    headers: { 'content-type': ['application/json'], ...Object.fromEntries(lists) },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}
