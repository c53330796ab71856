import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createUnzip } from 'node:zlib';
import { call } from '../wire/call.ts';
import { letGo } from '../wire/let-go.ts';
import type { HeldPictures } from './held-pictures.ts';

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Answers with these statuses have no body, not even an empty one. */
const bodiless = new Set([204, 205, 304]);

/**
 * `fetch` for a provider's SDK, with pictures passing by in both directions: see `HeldPictures`. Resolves when the answer is
 * there as a whole; rejects as `fetch` does, also when it breaks off in the middle, and with `AnswerTooLarge`.
 *
 * It is not Node's own, which gives an answer five minutes to begin, turns a 401 to a streamed body into a network error in
 * some versions of Node 24, and keeps connections for seconds of which a frozen function knows nothing.
 */
export function providerFetch(held: HeldPictures): Fetch & { readonly Response: typeof Response } {
  const fetchPassing: Fetch = async (input, init) => {
    // Encodes a form, too; pictures are names in it.
    const request = new Request(input, init);
    const text = await request.text();
    const { answer, isSent } = await call(new URL(request.url), {
      method: request.method,
      // Unpacking base64 takes a small function longer than reading it unpacked.
      headers: { 'accept-encoding': 'identity', ...Object.fromEntries(request.headers) },
      body: held.bodyOf(text),
      // The request's own follows it by a weak reference.
      signal: init?.signal ?? undefined,
    });
    const { statusCode: status = 0 } = answer;
    if (status === 200 && isSent) held.letGoOfSent();
    const body = await textOf(answer, held);
    return new Response(bodiless.has(status) ? null : body, { status, headers: headersOf(answer) });
  };
  // OpenAI's SDK looks here for whether forms are known.
  return Object.assign(fetchPassing, { Response });
}

async function textOf(answer: IncomingMessage, held: HeldPictures): Promise<string> {
  const { 'content-encoding': encoding = 'identity', 'content-length': length } = answer.headers;
  const isPlain = encoding === 'identity';
  const text = held.answer({
    expectedBytes: isPlain && length !== undefined ? Number(length) : undefined,
    hasPictures: answer.statusCode === 200 && answer.headers['content-type']?.includes('json') === true,
  });
  const body: Readable = isPlain ? answer : pipeline(answer, createUnzip(), () => {});
  for await (const piece of body) {
    text.write(piece);
    letGo(piece);
  }
  return text.end();
}

function headersOf(answer: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  // Of what was on the wire.
  headers.delete('content-length');
  headers.delete('content-encoding');
  return headers;
}
