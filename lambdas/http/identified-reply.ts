import type { Failure } from './failure.ts';
import { failureReply } from './failure-reply.ts';
import type { Reply } from './reply.ts';

/** What a page of another origin may read of an answer, beside its body. */
const exposedHeaders = [
  'X-Request-Id',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'Idempotency-Replayed',
  'Preference-Applied',
  'Deprecation',
  'Sunset',
  'X-Should-Retry',
  'Content-Disposition',
  'Content-Range',
  'Accept-Ranges',
].join(', ');

/**
 * What a route answered, as it goes out: a failure in its envelope, the request's id on everything, and any page may read
 * it. Keys are sent by hand and never by a browser on its own, so no origin needs to be kept out.
 */
export function identifiedReply(answer: Reply | Failure, requestId: string): Reply {
  const reply = 'code' in answer ? failureReply(answer, requestId) : answer;
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'X-Request-Id': requestId,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': exposedHeaders,
    },
  };
}
