import type { Endpoint } from '../../http/api-request.ts';
import { json } from '../../http/reply.ts';

/** Answers the document itself, without the envelope: tools read it. */
export function getOpenapi(document: object): Endpoint {
  return async () => json(200, document, { 'Cache-Control': 'public, max-age=300' });
}
