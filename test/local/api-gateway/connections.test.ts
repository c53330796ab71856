import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { serve, stream } from './running-gateway.ts';

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

/** What comes back for bytes that fetch would not send. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}
