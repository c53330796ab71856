import * as z from 'zod';
import type { Log } from '../observability/log.ts';
import type { ApiRequest } from './api-request.ts';

const names = z
  .record(z.string(), z.string().optional())
  .nullish()
  .transform((values) => withoutAbsent(values ?? {}));

/** The part of API Gateway's proxy event that we read. */
const gatewayEvent = z.object({
  httpMethod: z.string(),
  resource: z.string(),
  path: z.string(),
  requestContext: z.object({ path: z.string().optional() }),
  pathParameters: names,
  queryStringParameters: names,
  headers: names,
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

const identifiedEvent = z.object({ requestContext: z.object({ requestId: z.string() }) });

/** `undefined` when the event comes from no gateway. */
export function requestIdOf(event: unknown): string | undefined {
  const parsed = identifiedEvent.safeParse(event);
  return parsed.success ? parsed.data.requestContext.requestId : undefined;
}

const routedEvent = z.object({ httpMethod: z.string(), resource: z.string() });

/** Method and template, such as `GET /v0/images/generations/{jobId}`: never the path, which holds what a client wrote. */
export function routeOf(event: unknown): string {
  const parsed = routedEvent.safeParse(event);
  return parsed.success ? `${parsed.data.httpMethod} ${parsed.data.resource}` : 'none';
}

export function apiRequest(event: unknown, requestId: string, log: Log): ApiRequest {
  const {
    httpMethod,
    resource,
    path,
    requestContext,
    pathParameters,
    queryStringParameters,
    headers,
    body,
    isBase64Encoded,
  } = gatewayEvent.parse(event);

  return {
    requestId,
    method: httpMethod,
    resource,
    path: requestContext.path ?? path,
    pathParameters,
    query: queryStringParameters,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
    log,
  };
}

function withoutAbsent(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
