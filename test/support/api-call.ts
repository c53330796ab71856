import { text } from 'node:stream/consumers';
import type { ApiRequest, Endpoint } from '../../lambdas/http/api-request.ts';
import { failureOfThrown } from '../../lambdas/http/failure-reply.ts';
import { identifiedReply } from '../../lambdas/http/identified-reply.ts';
import { RecordedLog } from '../fakes/recorded-log.ts';

type Json = Record<string, unknown>;

export type Call = {
  readonly apiKey?: string;
  /** Text and bytes as they are; anything else as JSON. */
  readonly body?: unknown;
} & Partial<Omit<ApiRequest, 'body'>>;

/** Asks an endpoint in memory, and reads its answer as a client would. */
export async function call(
  endpoint: Endpoint,
  { apiKey, body = '', ...request }: Call,
): Promise<{ status: number; headers: Readonly<Record<string, string>>; body: Json; text: string }> {
  const asked: ApiRequest = {
    requestId: 'request-1',
    method: 'GET',
    resource: '/',
    path: '/v0/images/generations',
    pathParameters: {},
    query: {},
    log: new RecordedLog(),
    ...request,
    headers: { ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }), ...request.headers },
    body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
  const reply = identifiedReply(await endpoint(asked).catch(failureOfThrown), asked.requestId);

  const received = typeof reply.body === 'string' ? reply.body : await text(reply.body);

  return {
    status: reply.status,
    headers: reply.headers,
    body: JSON.parse(received || '{}') as Json,
    text: received,
  };
}
