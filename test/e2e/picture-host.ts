import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { flatPicture } from '../support/reference-picture.ts';

/** Somebody's web server with pictures, on this machine. */
export async function startPictureHost() {
  const picture = await flatPicture('#0000ff');
  const asked = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const answer = (status: number, headers: Record<string, string> = {}, body?: Uint8Array | string) =>
      response.writeHead(status, headers).end(body);
    switch (request.url?.split('?')[0]) {
      case '/picture.png':
        return answer(200, { 'content-type': 'text/plain' }, picture);
      case '/moved':
        return answer(302, { location: '/picture.png' });
      case '/to-metadata':
        return answer(302, { location: 'http://169.254.169.254/latest/meta-data/' });
      case '/page.html':
        return answer(200, { 'content-type': 'image/png' }, '<html></html>');
      case '/huge':
        return answer(200, { 'content-length': '5000000000' });
      case '/silent':
        return asked.resolve();
      default:
        return answer(404);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    /** When somebody waits for …/silent, which never answers. */
    silentAsked: asked.promise,
    stop: () => server.closeAllConnections() ?? server.close(),
  };
}
