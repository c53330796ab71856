import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import type { ApiRequest, Endpoint } from '../../../lambdas/http/api-request.ts';
import { apiRoute } from '../../../lambdas/http/api-route.ts';

type Prelude = { statusCode: number; headers: Record<string, string> };
type StreamedHandler = (event: unknown, stream: Writable, context: unknown) => Promise<void>;

class ResponseStream extends Writable {
  prelude: Prelude | undefined;
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const event = {
  httpMethod: 'POST',
  resource: '/v0/images/generations',
  path: '/v0/images/generations',
  pathParameters: null,
  queryStringParameters: { async: 'true' },
  headers: { 'Content-TYPE': 'application/json' },
  body: Buffer.from('{"prompt":"ภาพ"}').toString('base64'),
  isBase64Encoded: true,
  requestContext: { requestId: 'gateway-1', path: '/api/v0/images/generations' },
};

/** Runs an endpoint in a stand-in of Lambda's streaming runtime. */
async function invoke(endpoint: Endpoint, received: unknown = event): Promise<ResponseStream> {
  const stream = new ResponseStream();
  const handler = apiRoute(endpoint) as unknown as StreamedHandler;
  await handler(received, stream, { awsRequestId: 'lambda-1' });
  return stream;
}

beforeEach(() => {
  vi.stubGlobal('awslambda', {
    streamifyResponse: (handler: StreamedHandler) => handler,
    HttpResponseStream: {
      from: (stream: ResponseStream, prelude: Prelude) => {
        stream.prelude = prelude;
        return stream;
      },
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a route', () => {
  it('hands on what API Gateway sent', async () => {
    const seen: ApiRequest[] = [];
    await invoke(async (request) => {
      seen.push(request);
      return { status: 200, headers: {}, body: '' };
    });

    expect(seen[0]).toMatchObject({
      requestId: 'gateway-1',
      method: 'POST',
      resource: '/v0/images/generations',
      path: '/api/v0/images/generations',
      pathParameters: {},
      query: { async: 'true' },
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"prompt":"ภาพ"}'),
    });
  });

  it('streams text and streams, with the id of the request', async () => {
    const text = await invoke(async () => ({
      status: 200,
      headers: { Location: '/x' },
      body: 'é'.repeat(40_000),
    }));
    const stream = await invoke(async () => ({
      status: 200,
      headers: {},
      body: Readable.from(['a', 'b']),
    }));

    expect(text.prelude).toEqual({
      statusCode: 200,
      headers: {
        Location: '/x',
        'X-Request-Id': 'gateway-1',
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': expect.stringContaining('X-Request-Id'),
      },
    });
    expect(text.text).toBe('é'.repeat(40_000));
    expect(stream.text).toBe('ab');
  });

  it.each([
    [new TypeError('secret-table is broken'), 500, 'internal_error'],
    ['a thrown text', 500, 'internal_error'],
    [new StoreUnavailable('read secret-table'), 503, 'overloaded'],
  ])('turns what is thrown into a failure that gives nothing away: %s', async (thrown, status, code) => {
    const { prelude, text } = await invoke(async () => {
      throw thrown;
    });

    expect(prelude?.statusCode).toBe(status);
    expect(prelude?.headers).toMatchObject({
      'Content-Type': 'application/json',
      'X-Request-Id': 'gateway-1',
    });
    expect(prelude?.headers['Retry-After']).toBe(status === 503 ? '5' : undefined);
    expect(JSON.parse(text)).toEqual({ error: expect.any(String), code, requestId: 'gateway-1' });
    expect(text).not.toContain('secret');
  });

  it('answers an event that is none of API Gateway with a failure too', async () => {
    const { prelude, text } = await invoke(async () => ({ status: 200, headers: {}, body: '' }), {});

    expect(prelude?.statusCode).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ requestId: 'lambda-1' });
  });
});
