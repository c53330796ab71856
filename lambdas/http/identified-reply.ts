import type { Failure } from './failure.ts';
import { failureReply } from './failure-reply.ts';
import type { Reply } from './reply.ts';

/** What a route answered, as it goes out: a failure in its envelope, and the request's id on everything. */
export function identifiedReply(answer: Reply | Failure, requestId: string): Reply {
  const reply = 'code' in answer ? failureReply(answer, requestId) : answer;
  return { ...reply, headers: { ...reply.headers, 'X-Request-Id': requestId } };
}
