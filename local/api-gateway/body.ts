import type { IncomingMessage } from 'node:http';

/** Reads a request's body; `undefined` when it is larger than allowed. What is too much is read and thrown away, so that the client hears the answer. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= limitBytes) chunks.push(Buffer.from(chunk));
    // Far beyond the limit nobody means well: the connection may break.
    if (bytes > 10 * limitBytes) request.destroy();
  }
  return bytes > limitBytes ? undefined : Buffer.concat(chunks);
}
