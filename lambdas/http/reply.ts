import type { Readable } from 'node:stream';
import type * as z from 'zod';

/** What leaves a route. The body is text or a stream: a Buffer cannot be streamed. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable;
  /** Of a failure, for the log; the client finds it in the body. */
  readonly failureCode?: string;
};

/** The success envelope. What the schema does not name never leaves. */
export function ok<Schema extends z.ZodType>(
  schema: Schema,
  data: z.input<Schema>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json(200, { data: schema.parse(data) }, headers);
}

/** The success envelope of what was made by this request; `location` is its address. */
export function created<Schema extends z.ZodType>(
  schema: Schema,
  data: z.input<Schema>,
  location: string,
): Reply {
  return json(201, { data: schema.parse(data) }, { Location: location });
}

/** Done, and nothing to say about it. */
export function noContent(): Reply {
  return { status: 204, headers: {}, body: '' };
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>>): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
