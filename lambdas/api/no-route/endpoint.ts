import type { Endpoint } from '../../http/api-request.ts';

/** Which methods each resource has, such as `{ "/v0/usage": ["GET"] }`. */
export type AllowedMethods = Readonly<Record<string, readonly string[]>>;

/** Answers whatever no other route answers: an unknown path, or a known one by a method that it does not have. */
export function noRoute(allowedMethods: AllowedMethods): Endpoint {
  return async ({ resource, method }) => {
    const allow = allowedMethods[resource];

    return allow === undefined
      ? { code: 'not_found', error: 'There is nothing at this address.' }
      : {
          code: 'method_not_allowed',
          error: `This address does not answer ${method}; it answers ${allow.join(', ')}.`,
          allow,
        };
  };
}
