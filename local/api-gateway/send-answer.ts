import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { HttpAnswer } from './integration.ts';

/** How an answer is framed on the wire is the gateway's business. */
const framing: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * Sends a function's answer as it comes. One that fails half-way, or is not complete when the signal comes, cuts the
 * connection, that nobody takes a part for the whole. A client that goes away is not told to the function: it works on.
 */
export async function sendAnswer(
  response: ServerResponse,
  { statusCode, headers, body }: HttpAnswer,
  requestId: string,
  signal: AbortSignal,
): Promise<void> {
  const kept = Object.entries(headers).filter(([name]) => !framing.has(name));
  const head = Object.fromEntries(kept.map(([name, values]): [string, string[]] => [name, [...values]]));
  try {
    response.strictContentLength = true;
    response.writeHead(statusCode, { ...head, 'x-amzn-requestid': requestId });
    response.flushHeaders();
    if (response.req.method === 'HEAD') response.end();
    else await pipeline(body, response, { signal });
  } finally {
    // What nobody reads is drained by the function host.
    body.destroy();
  }
}
