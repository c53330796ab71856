import type { IncomingMessage } from 'node:http';

/** API Gateway's limit for a request's body. */
const limitBytes = 10 * 1024 * 1024;

/** What the client says of the length is enough to refuse. */
export function announcesTooMuch({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length']) > limitBytes;
}

/**
 * Reads a request's body; `undefined` as soon as it is known to be too large. The rest is read and thrown away: a client
 * that is cut off while it sends would not hear the answer.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (announcesTooMuch(request)) return Promise.resolve(undefined);

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}
