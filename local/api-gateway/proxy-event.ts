import type { IncomingMessage } from 'node:http';
import type { Match } from './routing.ts';

/** The event of a Lambda proxy integration, format 1.0. */
export function proxyEvent(
  request: IncomingMessage,
  url: URL,
  { route, pathParameters }: Match,
  {
    body,
    requestId,
    isBinary,
  }: { readonly body: Buffer; readonly requestId: string; readonly isBinary: boolean },
) {
  const method = request.method ?? 'GET';
  const headers = headerLists(request.rawHeaders);
  const query = Map.groupBy(url.searchParams, ([name]) => name);
  const now = new Date();

  return {
    resource: route.path,
    path: url.pathname,
    httpMethod: method,
    headers: Object.fromEntries([...headers].map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: orNull(
      Object.fromEntries([...query].map(([name, pairs]) => [name, pairs.at(-1)?.[1]])),
    ),
    multiValueQueryStringParameters: orNull(
      Object.fromEntries([...query].map(([name, pairs]) => [name, pairs.map(([, value]) => value)])),
    ),
    pathParameters: orNull(pathParameters),
    stageVariables: null,
    requestContext: {
      requestId,
      extendedRequestId: requestId,
      accountId: '000000000000',
      apiId: 'laptop',
      stage: 'api',
      resourcePath: route.path,
      httpMethod: method,
      path: url.pathname,
      protocol: 'HTTP/1.1',
      requestTime: now.toUTCString(),
      requestTimeEpoch: now.getTime(),
      domainName: url.hostname,
      identity: { sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? null },
    },
    body: body.byteLength === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary && body.byteLength > 0,
  };
}

/** Names keep their case and values their order, as the client sent them. */
function headerLists(rawHeaders: readonly string[]): ReadonlyMap<string, string[]> {
  const lists = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    lists.set(name, [...(lists.get(name) ?? []), value]);
  }
  return lists;
}

function orNull<Value extends object>(value: Value): Value | null {
  return Object.keys(value).length === 0 ? null : value;
}
