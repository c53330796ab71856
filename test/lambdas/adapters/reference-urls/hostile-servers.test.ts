import { createHook } from 'node:async_hooks';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Resolve } from '../../../../lambdas/adapters/reference-urls/checked-lookup.ts';
import { GuardedReferenceUrls } from '../../../../lambdas/adapters/reference-urls/guarded-reference-urls.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

type Peer = { readonly path: string; readonly socket: Socket };

/** A server that says what it likes, in bytes. Knows of each connection what it was asked for, and when it ended. */
async function speaking(answer: (peer: Peer) => void) {
  const open = new Set<Socket>();
  const asked: string[] = [];
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.once('data', (bytes) => {
      const path = bytes.toString().split(' ')[1] ?? '';
      asked.push(path);
      answer({ path, socket });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, open, asked };
}

const saying = (text: string) => speaking(({ socket }) => socket.end(text, 'latin1'));

const guard = (
  host: string,
  { timeoutMillis = 20_000, resolve }: { timeoutMillis?: number; resolve?: Resolve } = {},
) =>
  new GuardedReferenceUrls({
    allowHttp: true,
    allowedHosts: [host],
    timeoutMillis,
    ...(resolve === undefined ? {} : { resolve }),
  });

const broken = { outcome: 'failed', reason: 'The connection failed.' };
const tooLarge = { outcome: 'failed', reason: 'It is larger than 20 MB.' };

describe('a server that does not keep to HTTP', () => {
  it.each([
    ['hangs up', ''],
    ['greets as SSH', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['greets as Redis', '-ERR unknown command\r\n'],
    ['ends within its headers', 'HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n'],
    ['has headers of a megabyte', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_000_000)}\r\n\r\nbytes`],
    ['has a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\nbytes'],
    ['has a length below nothing', 'HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nbytes'],
    ['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nbytes'],
    ['has a broken chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nbytes\r\n'],
    ['misses its last chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nbytes\r\n'],
    ['says more than it sends', 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nbytes'],
    ['changes the protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ])('and %s has failed', async (_, text) => {
    const { host } = await saying(text);

    expect(await guard(host).fetch(`http://${host}/`)).toEqual(broken);
  });

  it('and does not speak TLS has failed', async () => {
    const { host } = await saying('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nbytes');

    expect(await guard(host).fetch(`https://${host}/`)).toEqual(broken);
  });

  it('and says less than it sends gives what it said', async () => {
    const { host } = await saying('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nbytes and more');

    expect(await guard(host).fetch(`http://${host}/`)).toEqual({
      outcome: 'fetched',
      bytes: Buffer.from('bytes'),
    });
  });

  it('and trickles its headers has failed when the time is over, and is hung up on', async () => {
    const { host, open } = await speaking(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      const timer = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => clearInterval(timer));
    });

    expect(await guard(host, { timeoutMillis: 50 }).fetch(`http://${host}/`)).toEqual({
      outcome: 'failed',
      reason: 'It did not arrive within 0.05 seconds.',
    });
    await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0);
  });
});

describe('the size of an answer', () => {
  const sending = (bytes: number, header = '') =>
    speaking(({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\n${header}\r\n`);
      socket.end(Buffer.alloc(bytes));
    });

  it.each(['', 'content-length: 20000000\r\n'])('may be 20 MB, with the header %j', async (header) => {
    const { host } = await sending(20_000_000, header);
    const answer = await guard(host).fetch(`http://${host}/`);

    expect(answer.outcome === 'fetched' && answer.bytes.length).toBe(20_000_000);
  });

  it.each(['', 'content-length: 20000001\r\n'])(
    'may not be a byte more, with the header %j',
    async (header) => {
      const { host, open } = await sending(20_000_001, header);

      expect(await guard(host).fetch(`http://${host}/`)).toEqual(tooLarge);
      await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0);
    },
  );

  it('is not read when the status is no success', async () => {
    const { host, open } = await speaking(({ socket }) =>
      socket.write('HTTP/1.1 404 Not Found\r\n\r\nfor ever'),
    );

    expect(await guard(host).fetch(`http://${host}/`)).toEqual({
      outcome: 'failed',
      reason: 'It answered with the status 404.',
    });
    await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0);
  });
});

describe('a redirect', () => {
  const redirecting = (location: string, status = 302) =>
    speaking(({ path, socket }) =>
      path === '/picture'
        ? socket.end('HTTP/1.1 200 OK\r\n\r\nbytes')
        : socket.write(`HTTP/1.1 ${status} Found\r\nlocation: ${location}\r\n\r\nand on and on`),
    );

  it.each([301, 302, 303, 307, 308])(
    'of the status %i is followed, and its body not waited for',
    async (status) => {
      const { host, open, asked } = await redirecting('../picture', status);

      expect(await guard(host).fetch(`http://${host}/a/b`)).toMatchObject({ outcome: 'fetched' });
      expect(asked).toEqual(['/a/b', '/picture']);
      await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0);
    },
  );

  it.each([300, 304])('of the status %i is none', async (status) => {
    const { host, asked } = await redirecting('/picture', status);

    expect(await guard(host).fetch(`http://${host}/`)).toMatchObject({ outcome: 'failed' });
    expect(asked).toEqual(['/']);
  });

  it('to itself fails after three', async () => {
    const { host, asked } = await redirecting('');

    expect(await guard(host).fetch(`http://${host}/a`)).toEqual({
      outcome: 'failed',
      reason: 'It redirects more than 3 times.',
    });
    expect(asked).toEqual(['/a', '/a', '/a', '/a']);
  });

  it('to nowhere fails', async () => {
    const { host } = await saying('HTTP/1.1 302 Found\r\n\r\n');

    expect(await guard(host).fetch(`http://${host}/`)).toEqual({
      outcome: 'failed',
      reason: 'It answered with the status 302.',
    });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/iam/',
    'http://2852039166/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://me@1.1.1.1/',
    'http://1.1.1.1:6379/',
    'gopher://1.1.1.1/',
    'data:image/png;base64,AAAA',
    'http://',
    'http://pictures.example/',
    'https://pictures.example/',
  ])('to %s is refused, and nobody is dialled there', async (location) => {
    let dialled = 0;
    const dials = createHook({ init: (_, type) => void (type === 'TCPCONNECTWRAP' && dialled++) }).enable();
    const asked: string[] = [];
    const { host } = await redirecting(location);
    const urls = guard(host, {
      resolve: async (hostname) => {
        asked.push(hostname);
        return [{ address: '169.254.169.254', family: 4 }];
      },
    });

    expect(await urls.fetch(`http://${host}/`)).toMatchObject({ outcome: 'refused' });
    dials.disable();
    // The one that redirected.
    expect(dialled).toBe(1);
    expect(asked).toEqual(location.includes('pictures') ? ['pictures.example'] : []);
  });

  it('to plain http is refused where the stage wants https', async () => {
    const { host } = await redirecting('http://1.1.1.1/');
    const urls = new GuardedReferenceUrls({ allowHttp: false, allowedHosts: [host] });

    expect(await urls.fetch(`http://${host}/`)).toMatchObject({ outcome: 'refused' });
  });

  it('to a server that never answers shares the time of the first, and leaves no connection', async () => {
    const { host, open } = await speaking(({ path, socket }) => {
      if (path === '/') socket.write('HTTP/1.1 302 Found\r\nlocation: /silent\r\n\r\nand on');
    });

    expect(await guard(host, { timeoutMillis: 50 }).fetch(`http://${host}/`)).toEqual({
      outcome: 'failed',
      reason: 'It did not arrive within 0.05 seconds.',
    });
    await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0);
  });
});

it('A name whose resolver never answers has failed when the time is over', async () => {
  const urls = guard('none', { timeoutMillis: 50, resolve: () => new Promise(() => undefined) });

  expect(await urls.fetch('https://pictures.example/')).toEqual({
    outcome: 'failed',
    reason: 'It did not arrive within 0.05 seconds.',
  });
});
