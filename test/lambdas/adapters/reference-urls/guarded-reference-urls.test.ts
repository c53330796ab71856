import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { GuardedReferenceUrls } from '../../../../lambdas/adapters/reference-urls/guarded-reference-urls.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** A web server that the guard lets through, as the tests of a laptop do. */
async function hosted(listener: RequestListener, timeoutMillis = 5000) {
  const seen: string[] = [];
  const closed: string[] = [];
  const server = createServer((request, response) => {
    const { url = '' } = request;
    seen.push(url);
    response.on('close', () => closed.push(url));
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const urls = new GuardedReferenceUrls({
    allowHttp: false,
    allowedHosts: [`127.0.0.1:${port}`],
    timeoutMillis,
  });
  return { seen, closed, port, fetch: (path: string) => urls.fetch(`http://127.0.0.1:${port}${path}`) };
}

const to =
  (location: string): RequestListener =>
  (_, response) =>
    response.writeHead(302, { location }).end();

describe('a reference by its address', () => {
  it('is fetched, whatever it says that it is', async () => {
    const { fetch } = await hosted((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('bytes'),
    );

    expect(await fetch('/a')).toEqual({ outcome: 'fetched', bytes: Buffer.from('bytes') });
  });

  it('is followed over three redirects, relative ones too, and not over four', async () => {
    const { fetch, seen } = await hosted((request, response) => {
      const left = Number(request.url?.slice(1));
      return left === 0 ? response.end('bytes') : response.writeHead(307, { location: `${left - 1}` }).end();
    });

    expect(await fetch('/3')).toMatchObject({ outcome: 'fetched' });
    expect(await fetch('/4')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('3 times'),
    });
    expect(seen).not.toContain('/5');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/',
    'https://[::1]/',
    'https://localhost/',
    'ftp://example.com/',
    'file:///etc/passwd',
    '//127.0.0.1:1/',
  ])('is refused when it redirects to %s', async (location) => {
    const { fetch } = await hosted(to(location));

    expect(await fetch('/')).toMatchObject({ outcome: 'refused', reason: expect.any(String) });
  });

  it.each([204, 304, 400, 404, 500])(
    'fails with the status %i unless it is one of success',
    async (status) => {
      const { fetch } = await hosted((_, response) => response.writeHead(status).end());

      expect((await fetch('/')).outcome).toBe(status === 204 ? 'fetched' : 'failed');
    },
  );

  it('fails when it never answers', async () => {
    const { fetch } = await hosted(() => undefined, 50);

    expect(await fetch('/')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('0.05 seconds'),
    });
  });

  it('fails when it trickles', async () => {
    const { fetch } = await hosted((_, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    }, 100);

    expect(await fetch('/')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('0.1 seconds'),
    });
  });

  it('fails at 20 MB of an answer without end, and hangs up', async () => {
    let sent = 0;
    const { fetch, closed } = await hosted((_, response) => {
      const block = Buffer.alloc(1_000_000);
      const write = () => {
        while (!response.destroyed && sent < 5_000_000_000) {
          sent += block.length;
          if (!response.write(block)) return void response.once('drain', write);
        }
      };
      write();
    });

    expect(await fetch('/huge')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('20 MB'),
    });
    await expect.poll(() => closed).toEqual(['/huge']);
    expect(sent).toBeLessThan(60_000_000);
  });

  it('fails at once when it says that it has 5 GB', async () => {
    const { fetch } = await hosted((_, response) =>
      response.writeHead(200, { 'content-length': '5000000000' }).flushHeaders(),
    );

    expect(await fetch('/')).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('20 MB') });
  });

  it('fails when it ends before it said that it would', async () => {
    const { fetch } = await hosted((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    });

    expect(await fetch('/')).toEqual({ outcome: 'failed', reason: 'The connection failed.' });
  });

  it('fails when nobody is there', async () => {
    const { fetch, port } = await hosted(() => undefined);
    await stops.pop()?.();

    expect(port).toBeGreaterThan(0);
    expect(await fetch('/')).toEqual({ outcome: 'failed', reason: 'The connection failed.' });
  });

  it('tells its server nothing but the name of the product', async () => {
    let headers: object = {};
    const { fetch } = await hosted((request, response) => {
      headers = request.headers;
      response.end('bytes');
    });
    await fetch('/');

    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });
});

describe('a name', () => {
  const named = (address: string) =>
    new GuardedReferenceUrls({
      allowHttp: false,
      allowedHosts: [],
      resolve: async () => [{ address, family: 4 }],
    });

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254'])('that resolves to %s is refused', async (address) => {
    expect(await named(address).fetch('https://pictures.example/a.png')).toEqual({
      outcome: 'refused',
      reason: 'The name has an address that is not a public one.',
    });
  });

  it('that resolves to nothing fails', async () => {
    const urls = new GuardedReferenceUrls({
      allowHttp: false,
      allowedHosts: [],
      resolve: () => Promise.reject(new Error('ENOTFOUND')),
    });

    expect(await urls.fetch('https://pictures.example/')).toEqual({
      outcome: 'failed',
      reason: 'The connection failed.',
    });
  });
});
