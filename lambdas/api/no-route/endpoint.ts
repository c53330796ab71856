import type { ApiRequest, Endpoint } from '../../http/api-request.ts';
import type { Reply } from '../../http/reply.ts';

/** Which methods each resource has, such as `{ "/v0/usage": ["GET"] }`. */
export type AllowedMethods = Readonly<Record<string, readonly string[]>>;

/** How long a browser may remember a preflight. */
const preflightSeconds = 7200;

/** Names of headers (RFC 9110, 5.6.2), parted by commas. */
const headerNames = /^[\w!#$%&'*+.^`|~-]+( *, *[\w!#$%&'*+.^`|~-]+)*$/;

/** Answers what no other route answers: preflights, unknown paths, and known ones by a method that they do not have. */
export function noRoute(allowedMethods: AllowedMethods): Endpoint {
  return async (request) => {
    const { resource, method } = request;
    const allow = allowedMethods[resource];
    if (allow === undefined) return { code: 'not_found', error: 'There is nothing at this address.' };
    if (method === 'OPTIONS') return preflight(request, allow);

    return {
      code: 'method_not_allowed',
      error: `This address does not answer ${method}; it answers ${allow.join(', ')}.`,
      allow,
    };
  };
}

/** A browser asks before it sends a key or a JSON body to another origin than its page's. */
function preflight({ headers }: ApiRequest, allow: readonly string[]): Reply {
  const methods = [...allow, 'OPTIONS'].join(', ');
  const asked = headers['access-control-request-headers'] ?? '';
  return {
    status: 204,
    headers: {
      Allow: methods,
      'Access-Control-Allow-Methods': methods,
      // A star would not cover Authorization (Fetch standard), so the names that were asked for are allowed by name.
      'Access-Control-Allow-Headers': headerNames.test(asked) ? asked : 'authorization, content-type',
      'Access-Control-Max-Age': String(preflightSeconds),
      Vary: 'Access-Control-Request-Headers',
    },
    body: '',
  };
}
