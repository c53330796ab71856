import { createHash } from 'node:crypto';
import { looksLikeApiKey } from '../domain/teams/api-key.ts';
import type { RequestAllowance, RequestLimits } from '../domain/teams/request-limits.ts';
import type { Caller, KeyDirectory } from '../domain/teams/team.ts';
import { logEvents } from '../observability/log-events.ts';
import type { ApiRequest, Endpoint } from './api-request.ts';
import type { Failure } from './failure.ts';
import { failureReply } from './failure-reply.ts';
import type { Reply } from './reply.ts';

/** Who may ask, and how often. */
export type Access = { readonly keys: KeyDirectory; readonly limits: RequestLimits };

const unauthorized: Failure = {
  code: 'unauthorized',
  error: 'Send a valid API key in the header "Authorization: Bearer dr_…".',
};

/** Finds the team behind the key, and takes one of its requests, before anything else of the request is looked at. */
export function authenticated(
  { keys, limits }: Access,
  endpoint: (request: ApiRequest, caller: Caller) => Promise<Reply | Failure>,
): Endpoint {
  return async (request) => {
    const key = bearerKey(request.headers['authorization']);
    if (key === undefined) return unauthorized;

    const keySha256Hex = createHash('sha256').update(key).digest('hex');
    const caller = await keys.findCaller(keySha256Hex);
    if (caller === undefined) return unauthorized;
    request.log.know({ teamId: caller.teamId, keyId: keySha256Hex.slice(0, 12) });

    const allowance = await take(limits, caller, request);
    if (allowance === undefined) return endpoint(request, caller);
    const answer = allowance.isAllowed ? await endpoint(request, caller) : rateLimited(allowance);
    const reply = 'code' in answer ? failureReply(answer, request.requestId) : answer;
    return { ...reply, headers: { ...reply.headers, ...headersOf(allowance) } };
  };
}

/** The scheme's case does not matter (RFC 9110, 11.1). */
function bearerKey(authorization = ''): string | undefined {
  const key = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  return key !== undefined && looksLikeApiKey(key) ? key : undefined;
}

/** A bucket that cannot be read must not take the service down with it: the request goes on, uncounted. */
async function take(
  limits: RequestLimits,
  { teamId, requestsPerMinute }: Caller,
  { log }: ApiRequest,
): Promise<RequestAllowance | undefined> {
  return limits.take(teamId, requestsPerMinute).catch((error: unknown) => {
    log.warn(logEvents.request.notCounted, { error });
    return undefined;
  });
}

function rateLimited({ requestsPerMinute, retryAfterSeconds }: RequestAllowance): Failure {
  return {
    code: 'rate_limited',
    error: `The team may make ${requestsPerMinute} requests a minute. Wait ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  };
}

/** As draft-ietf-httpapi-ratelimit-headers has them: `q` requests in a window of `w` seconds; `r` are left. */
function headersOf({ requestsPerMinute, remaining, resetSeconds }: RequestAllowance): Record<string, string> {
  return {
    'RateLimit-Policy': `"team";q=${requestsPerMinute};w=60`,
    RateLimit: `"team";r=${remaining};t=${resetSeconds}`,
  };
}
