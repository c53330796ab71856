import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { closeServer } from '../../local/close-server.ts';
import { listenOnLoopback } from '../../local/loopback.ts';

async function serverWithCall() {
  const asked = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => asked.resolve(response));
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  const call = fetch(url).then(
    (answer) => answer.status,
    () => 'cut',
  );
  return { server, url, call, response: await asked.promise };
}

describe('closing a server', () => {
  it('lets a call that is being answered end, and takes no other', async () => {
    const { server, url, call, response } = await serverWithCall();

    const closed = closeServer(server, 60_000);
    const refused = fetch(url).catch(() => 'refused');
    response.end();

    expect(await call).toBe(200);
    expect(await refused).toBe('refused');
    await closed;
  });

  it('cuts what takes longer than it has patience for', async () => {
    const { server, call } = await serverWithCall();

    await closeServer(server, 10);

    expect(await call).toBe('cut');
  });
});
