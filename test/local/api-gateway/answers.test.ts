import { once } from 'node:events';
import { get } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { startFunctionHost } from '../../../local/lambda/function-host.ts';
import { functionBundle } from '../lambda/function-bundle.ts';
import { serve, serveWith, stream } from './running-gateway.ts';

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

  it('comes from the very bundle that the template names', async () => {
    const functions = startFunctionHost(
      [
        functionBundle(
          'Pet_ANY',
          `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
            const out = awslambda.HttpResponseStream.from(stream, { statusCode: 402, headers: { 'x-id': event.pathParameters.petId } });
            out.write('no credits'); out.end(); });`,
        ),
      ],
      { write: () => {} },
    );
    const { url } = await serveWith(functions);

    // The first call would also wait for the process, which the integration's timeout of 300 ms does not allow for.
    await functions
      .invokeStreaming('Pet_ANY', '{"pathParameters":{}}')
      .then((first) => first.ok && first.body.resume());
    const answer = await fetch(`${url}/pets/7`);

    expect([answer.status, answer.headers.get('x-id'), await answer.text()]).toEqual([
      402,
      '7',
      'no credits',
    ]);
    await functions.stop();
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
