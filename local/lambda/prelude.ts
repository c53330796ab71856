import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { AnswerCutOff } from './answer-cut-off.ts';
import { malformedAnswer } from './failures.ts';
import type { Failure, StreamedInvocation } from './invocation.ts';

/** Eight NUL bytes part the JSON prelude of an HTTP answer from its body. */
const delimiter = Buffer.alloc(8);

/** API Gateway looks for the delimiter no further than this. */
const preludeLimitBytes = 16 * 1024;

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const prelude = z.object({
  statusCode: z.int().min(200).max(599).default(200),
  headers: z.record(z.string(), headerValue).default({}),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).default({}),
  cookies: z.array(z.string()).default([]),
});

/** Reads the head of a function's streamed answer; what follows it is the body. */
export async function readPrelude(
  answer: IncomingMessage,
  ended: Promise<Failure | undefined>,
): Promise<StreamedInvocation> {
  const chunks = chunksOf(answer);
  let head = Buffer.alloc(0);
  try {
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      head = Buffer.concat([head, next.value]);
      const end = head.indexOf(delimiter);
      if (end === -1 && head.length <= preludeLimitBytes) continue;

      const parsed = prelude.safeParse(parseJson(head.subarray(0, Math.max(end, 0)).toString('utf8')));
      if (!parsed.success) break;
      const { statusCode, cookies, ...rest } = parsed.data;
      const body = Readable.from(wholeBody(head.subarray(end + delimiter.length), chunks, ended), {
        objectMode: false,
      });
      // Whoever stops reading leaves the rest to the drain.
      body.once('close', () => void chunks.return(undefined));
      return { ok: true, statusCode, headers: allHeaders({ ...rest, cookies }), body };
    }
  } catch {
    // It was cut off: how it ended says why.
  }
  await chunks.return(undefined);
  return (await ended) ?? malformedAnswer('The answer does not start with the head of an HTTP answer.');
}

/** Drains what nobody read: destroying the answer would break the function in the middle of its work. */
async function* chunksOf(answer: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of answer.iterator({ destroyOnReturn: false })) yield Buffer.from(chunk);
  } finally {
    answer.resume();
  }
}

/** Errs at its end when the function failed half-way, that nobody takes a part for the whole. */
async function* wholeBody(
  first: Buffer,
  rest: AsyncGenerator<Buffer>,
  ended: Promise<Failure | undefined>,
): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  let cause: unknown;
  try {
    yield* rest;
  } catch (error) {
    cause = error;
  }
  const failure = await ended;
  if (failure !== undefined) throw new AnswerCutOff(failure, { cause });
}

function allHeaders({
  headers,
  multiValueHeaders,
  cookies,
}: Omit<z.output<typeof prelude>, 'statusCode'>): Record<string, readonly string[]> {
  const all: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) all[name.toLowerCase()] = [value];
  // In both, a name has the values of the latter.
  for (const [name, values] of Object.entries(multiValueHeaders)) all[name.toLowerCase()] = values;
  if (cookies.length > 0) all['set-cookie'] = cookies;
  return all;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
