import { once } from 'node:events';
import { get, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { apiGateway } from '../../../local/api-gateway/api-gateway.ts';
import type { FunctionHost, Invocation, StreamedInvocation } from '../../../local/lambda/invocation.ts';
import { listenOnLoopback } from '../../../local/loopback.ts';
import { exampleApi } from './example-api.ts';

type Answers = {
  readonly buffered?: (event: string) => Promise<Invocation> | Invocation;
  readonly streamed?: (event: string) => Promise<StreamedInvocation> | StreamedInvocation;
};

const failed = { ok: false, kind: 'crash', errorName: 'E', errorMessage: 'arn:aws:secret' } as const;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve({ buffered = () => failed, streamed = () => failed }: Answers = {}) {
  const functions: FunctionHost = {
    invoke: async (_, event) => buffered(event),
    invokeStreaming: async (_, event) => streamed(event),
    stop: async () => {},
  };
  const server = apiGateway(exampleApi(), functions);
  servers.push(server);
  const port = await listenOnLoopback(server, 0);
  return { port, url: `http://127.0.0.1:${port}` };
}

function stream(
  body: Readable | string,
  statusCode = 200,
  headers: Record<string, string[]> = {},
): StreamedInvocation {
  return { ok: true, statusCode, headers, body: typeof body === 'string' ? Readable.from([body]) : body };
}

/** What comes back for bytes that fetch would not send. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('the event of a proxy integration', () => {
  async function eventOf(path: string, init: RequestInit = {}) {
    let event = '';
    const { url } = await serve({
      streamed: (given) => {
        event = given;
        return stream('');
      },
    });
    await fetch(url + path, init);
    return JSON.parse(event);
  }

  it('has the request as REST APIs write it down', async () => {
    const event = await eventOf('/pets/a%2Fb?x=1&x=2&y=%20z', { headers: { 'X-Team': 't' } });

    expect(event).toMatchObject({
      resource: '/pets/{petId}',
      path: '/pets/a%2Fb',
      httpMethod: 'GET',
      pathParameters: { petId: 'a/b' },
      queryStringParameters: { x: '2', y: ' z' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: [' z'] },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        stage: 'api',
        resourcePath: '/pets/{petId}',
        httpMethod: 'GET',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        identity: { sourceIp: '127.0.0.1' },
      },
    });
    expect(event.headers).toMatchObject({ 'X-Team': 't', 'X-Forwarded-Proto': 'http' });
    expect(event.headers).not.toHaveProperty('connection');
    expect(event.multiValueHeaders['X-Team']).toEqual(['t']);
  });

  it('has null where there is nothing', async () => {
    expect(await eventOf('/pets/1')).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
    });
  });

  it('has the body as text, and in base64 where the API calls its type binary', async () => {
    const post = (contentType: string) =>
      eventOf('/pets/1', { method: 'POST', body: 'ก', headers: { 'content-type': contentType } });

    expect(await post('application/json')).toMatchObject({ body: 'ก', isBase64Encoded: false });
    expect(await post('Multipart/Form-Data; boundary=x')).toMatchObject({
      body: '4LiB',
      isBase64Encoded: true,
    });
    expect(await post('image/png')).toMatchObject({ isBase64Encoded: true });
  });
});

describe('the answer of a streaming integration', () => {
  it('starts with the head that the function chose, and follows as it comes', async () => {
    const body = new PassThrough();
    const { url } = await serve({
      streamed: () => stream(body, 201, { 'x-a': ['1'], 'set-cookie': ['a=1', 'b=2'] }),
    });

    const answer = await fetch(`${url}/pets/1`);
    const reader = answer.body?.getReader();
    body.write('one');
    const first = await reader?.read();
    body.end('two');
    const second = await reader?.read();

    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-a')).toBe('1');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect([first, second].map((part) => Buffer.from(part?.value ?? []).toString())).toEqual(['one', 'two']);
  });

  it('is without a body for HEAD', async () => {
    const body = Readable.from(['12345']);
    const { url } = await serve({ streamed: () => stream(body, 200, { 'content-length': ['5'] }) });

    const answer = await fetch(`${url}/pets/1`, { method: 'HEAD' });

    expect(answer.headers.get('content-length')).toBe('5');
    expect(await answer.text()).toBe('');
    expect(body.destroyed).toBe(true);
  });

  it('is cut off when the function fails half-way', async () => {
    const failing = Readable.from(
      (async function* () {
        yield 'half';
        throw new Error('half-way');
      })(),
    );
    const { url } = await serve({ streamed: () => stream(failing) });

    await expect(fetch(`${url}/pets/1`).then((answer) => answer.text())).rejects.toThrow();
  });

  it('is cut off at the timeout of the integration', async () => {
    const { url } = await serve({ streamed: () => stream(new PassThrough()) });

    await expect(fetch(`${url}/pets/1`).then((answer) => answer.text())).rejects.toThrow();
  });

  it('is dropped when the client goes away, and nobody else notices', async () => {
    const body = new PassThrough();
    const { url } = await serve({ streamed: () => stream(body) });
    const client = get(`${url}/pets/1`).on('error', () => {});
    await once(client, 'response');

    client.destroy();

    await vi.waitFor(() => expect(body.destroyed).toBe(true));
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });
});

describe('the answer of a buffered integration', () => {
  it('is the one that the payload describes', async () => {
    const payload = JSON.stringify({
      statusCode: 202,
      headers: { 'X-A': 'a' },
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
      body: Buffer.from('ก').toString('base64'),
      isBase64Encoded: true,
    });
    const { url } = await serve({ buffered: () => ({ ok: true, payload }) });

    const answer = await fetch(`${url}/pets`);

    expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toEqual([202, 'a', 'ก']);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each(['null', '"text"', '{"status":200}', '{"statusCode":200,"body":{}}'])(
    'is malformed when the function returns %s',
    async (payload) => {
      const { url } = await serve({ buffered: () => ({ ok: true, payload }) });

      expect((await fetch(`${url}/pets`)).status).toBe(502);
    },
  );
});

describe('what the gateway answers by itself', () => {
  it('is as the template has it, for a path that nobody answers', async () => {
    const { url } = await serve();

    const answer = await fetch(`${url}/nowhere`);

    const requestId = answer.headers.get('x-amzn-requestid');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: 'no', requestId });
    expect(answer.headers.get('x-request-id')).toBe(requestId);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  it('is the default of its class, with its own status, where the template says no more', async () => {
    const { url } = await serve();

    const answer = await fetch(`${url}/pets/1`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });

    expect([answer.status, await answer.text()]).toEqual([413, '{"error":"Request Too Long"}']);
  });

  it('refuses a body that is too large for the function, though not for the gateway', async () => {
    const { url } = await serve({ streamed: () => ({ ...failed, kind: 'too-large' }) });

    expect((await fetch(`${url}/pets/1`)).status).toBe(413);
  });

  it('tells nothing of how a function failed', async () => {
    const { url } = await serve({ streamed: () => Promise.reject(new Error('arn:aws:secret')) });

    const answers = [await fetch(`${url}/pets`), await fetch(`${url}/pets/1`)];

    for (const answer of answers) {
      expect([answer.status, await answer.text()]).toEqual([502, '{"message":"Internal server error"}']);
    }
  });

  it('refuses an answer that is no HTTP', async () => {
    const { url } = await serve({ streamed: () => stream('x', 200, { 'x-a': ['line\nbreak'] }) });

    expect((await fetch(`${url}/pets/1`)).status).toBe(502);
  });

  it('is a 504 when the function takes too long, whose late answer nobody waits for', async () => {
    const late = Promise.withResolvers<StreamedInvocation>();
    const body = new PassThrough();
    const { url } = await serve({ streamed: () => late.promise });

    const answer = await fetch(`${url}/pets/1`);
    late.resolve(stream(body));

    expect(answer.status).toBe(504);
    await vi.waitFor(() => expect(body.destroyed).toBe(true));
  });
});

describe('the connections of the gateway', () => {
  it('answers what is no HTTP in the envelope of the API', async () => {
    const { port } = await serve();

    const answers = [
      await raw(port, 'what?\r\n\r\n'),
      await raw(port, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'),
    ];

    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
      expect(answer).toMatch(/\r\n\r\n\{"error":"Bad Request"\}$/);
    }
    expect(await raw(port, `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('takes paths as they are: no dots, no double slashes, no host', async () => {
    const paths: string[] = [];
    const { port } = await serve({
      streamed: (event) => {
        paths.push(JSON.parse(event).path);
        return stream('');
      },
    });
    const close = 'HTTP/1.1\r\nConnection: close\r\n\r\n';

    await raw(port, `GET http://elsewhere/pets/1 ${close}`);
    const others = [await raw(port, `GET //pets/1 ${close}`), await raw(port, `GET /x/../pets/1 ${close}`)];

    expect(paths).toEqual(['/pets/1']);
    for (const answer of others) expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('asks for a body that is announced, unless it is too large anyway', async () => {
    const { url } = await serve({ streamed: (event) => stream(JSON.parse(event).body) });
    const ask = (length: number) =>
      request(`${url}/pets/1`, {
        method: 'POST',
        headers: { expect: '100-continue', 'content-length': length },
      }).on('error', () => {});

    const small = ask(2);
    small.flushHeaders();
    await once(small, 'continue');
    small.end('ok');
    const [taken] = await once(small, 'response');
    const large = ask(11 * 1024 * 1024);
    large.flushHeaders();
    const [refused] = await once(large, 'response');
    large.destroy();

    expect(await text(taken)).toBe('ok');
    expect(refused.statusCode).toBe(413);
  });

  it('holds hundreds of waiting calls at once', async () => {
    const gate = Promise.withResolvers<void>();
    const { url } = await serve({
      buffered: () => gate.promise.then(() => ({ ok: true, payload: '{"statusCode":200}' })),
    });

    const calls = Array.from({ length: 300 }, () => fetch(`${url}/pets`));
    setTimeout(gate.resolve, 50);

    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([200]));
  });
});
