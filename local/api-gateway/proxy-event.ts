import type { IncomingMessage } from 'node:http';
import { forwardedHeaders } from './forwarded-headers.ts';
import { isBinary } from './media-types.ts';
import type { RequestTarget } from './request-target.ts';
import type { RestApi } from './rest-api.ts';
import type { Match } from './routing.ts';

type Received = {
  readonly api: RestApi;
  readonly target: RequestTarget;
  readonly match: Match;
  readonly body: Buffer;
  readonly requestId: string;
};

/** The event of a Lambda proxy integration, format 1.0. */
export function proxyEvent(request: IncomingMessage, { api, target, match, body, requestId }: Received) {
  const { route, pathParameters } = match;
  const { path } = target;
  const headers = forwardedHeaders(request);
  const query = Map.groupBy(target.query, ([name]) => name);
  const isBase64Encoded = body.length > 0 && isBinary(api.binaryMediaTypes, request.headers['content-type']);

  return {
    resource: route.path,
    path,
    httpMethod: request.method,
    headers: Object.fromEntries([...headers].map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: orNull([...query].map(([name, pairs]) => [name, pairs.at(-1)?.[1]])),
    multiValueQueryStringParameters: orNull(
      [...query].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]),
    ),
    pathParameters: orNull(Object.entries(pathParameters)),
    stageVariables: null,
    requestContext: requestContext(request, { api, match, path, requestId }),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

function requestContext(
  request: IncomingMessage,
  { api, match, path, requestId }: Pick<Received, 'api' | 'match' | 'requestId'> & { readonly path: string },
) {
  const now = new Date();
  const [domainName = '127.0.0.1'] = (request.headers.host ?? '').split(':');
  return {
    accountId: '000000000000',
    apiId: api.id,
    stage: api.stageName,
    requestId,
    extendedRequestId: requestId,
    resourceId: match.route.resourceId,
    resourcePath: match.route.path,
    httpMethod: request.method,
    path,
    protocol: `HTTP/${request.httpVersion}`,
    requestTime: commonLogTime(now),
    requestTimeEpoch: now.getTime(),
    domainName,
    domainPrefix: domainName.split('.')[0],
    identity: {
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? null,
    },
  };
}

/** `23/Nov/2026:10:30:01 +0000`. */
function commonLogTime(time: Date): string {
  const [, day, month, year, clock] = time.toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}

function orNull<Value>(entries: (readonly [string, Value])[]): Record<string, Value> | null {
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
