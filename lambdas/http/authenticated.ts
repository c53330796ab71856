import { createHash } from 'node:crypto';
import { looksLikeApiKey } from '../domain/teams/api-key.ts';
import type { Caller, KeyDirectory } from '../domain/teams/team.ts';
import type { ApiRequest, Endpoint } from './api-request.ts';
import type { Failure } from './failure.ts';
import type { Reply } from './reply.ts';

const unauthorized: Failure = {
  code: 'unauthorized',
  error: 'Send a valid API key in the header "Authorization: Bearer dr_…".',
};

/** Finds the team behind the key before anything else of the request is looked at. */
export function authenticated(
  keys: KeyDirectory,
  endpoint: (request: ApiRequest, caller: Caller) => Promise<Reply | Failure>,
): Endpoint {
  return async (request) => {
    const key = bearerKey(request.headers['authorization']);
    if (key === undefined) return unauthorized;

    const caller = await keys.findCaller(createHash('sha256').update(key).digest('hex'));
    if (caller === undefined) return unauthorized;

    request.log.know({ teamId: caller.teamId });
    return endpoint(request, caller);
  };
}

/** The scheme's case does not matter (RFC 9110, 11.1). */
function bearerKey(authorization = ''): string | undefined {
  const key = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  return key !== undefined && looksLikeApiKey(key) ? key : undefined;
}
