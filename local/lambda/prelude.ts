import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import * as z from 'zod';
import type { Failure, StreamedInvocation } from './invocation.ts';

/** Eight NUL bytes part the JSON prelude of an HTTP answer from its body. */
const delimiter = Buffer.alloc(8);

const prelude = z.object({
  statusCode: z.int().default(200),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).default({}),
  cookies: z.array(z.string()).optional(),
});

/** Reads the head of a function's streamed answer; what follows it is the body. */
export async function readPrelude(answer: IncomingMessage): Promise<StreamedInvocation> {
  const body = new PassThrough();
  let head = Buffer.alloc(0);
  for await (const chunk of answer.iterator({ destroyOnReturn: false })) {
    head = Buffer.concat([head, Buffer.from(chunk)]);
    const end = head.indexOf(delimiter);
    if (end === -1) continue;

    const parsed = prelude.safeParse(parseJson(head.subarray(0, end).toString('utf8')));
    if (!parsed.success)
      return malformed('The prelude of the answer is not what an HTTP answer starts with.');
    body.write(head.subarray(end + delimiter.length));
    forward(answer, body);
    const { statusCode, headers, multiValueHeaders, cookies } = parsed.data;
    const all: Record<string, string | readonly string[]> = { ...headers, ...multiValueHeaders };
    if (cookies !== undefined) all['set-cookie'] = cookies;
    return { ok: true, statusCode, headers: all, body };
  }

  return malformed('The function ended its answer before the prelude was complete.');
}

/** A function that fails in the middle cuts its answer off: so does the body, that nobody takes it for whole. */
function forward(answer: Readable, body: PassThrough): void {
  answer.on('error', (error) => body.destroy(error));
  answer.on('aborted', () => body.destroy(new Error('The function ended in the middle of its answer.')));
  answer.pipe(body);
}

function malformed(errorMessage: string): Failure {
  return { ok: false, kind: 'function-error', errorName: 'Runtime.MalformedResponse', errorMessage };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
