import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { slicesOf } from './body-parts.ts';

/** Smaller bodies are sent as they are. */
const leastBytes = 1_000_000;

type Handled = Parameters<NodeHttpHandler['handle']>;

/**
 * The AWS SDK's HTTP client, which hands a large body to its socket a little at a time. Handed over as a whole, all of it
 * is there a second time, encrypted, until the last byte has left. It comes after signing and checksums, which have seen
 * the body as bytes; an attempt that is made again comes by here again, with the same bytes.
 */
export class SlicedRequests extends NodeHttpHandler {
  override handle(request: Handled[0], options?: Handled[1]) {
    const { body } = request;
    if (!(body instanceof Uint8Array) || body.byteLength < leastBytes) return super.handle(request, options);

    const sliced = request.clone();
    // Only who was given up is still read when the bytes are let go of.
    sliced.body = Readable.from(slicesOf([{ bytes: body, encoding: 'raw' }])).on('error', () => {});
    return super.handle(sliced, options);
  }
}
