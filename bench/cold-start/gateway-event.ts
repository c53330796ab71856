import { randomUUID } from 'node:crypto';

export type Asked = {
  readonly method: string;
  readonly resource: string;
  readonly apiKey: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
};

/** What API Gateway would send of it, as far as functions read it. */
export function gatewayEvent({ method, resource, apiKey, pathParameters, query, json }: Asked): string {
  const path = resource.replace(/\{([^}+]+)\+?\}/g, (_, name: string) => pathParameters?.[name] ?? 'none');
  return JSON.stringify({
    httpMethod: method,
    resource,
    path,
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    pathParameters: pathParameters ?? null,
    queryStringParameters: query ?? null,
    requestContext: { requestId: randomUUID(), path },
    body: json === undefined ? null : JSON.stringify(json),
    isBase64Encoded: false,
  });
}
