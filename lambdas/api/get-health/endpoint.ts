import type { Endpoint } from '../../http/api-request.ts';
import { ok } from '../../http/reply.ts';
import { healthResponse } from './response.ts';

/** Says that the API answers; touches nothing else. */
export function getHealth(): Endpoint {
  return async () => ok(healthResponse, { status: 'ok' });
}
