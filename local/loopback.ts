import { createServer, type Server } from 'node:net';
import { PortTaken } from './port-taken.ts';

/** Listens on 127.0.0.1 only, for the laptop's fronts ask nobody for credentials. Port 0 takes a free one. */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Finds out that a port is free by taking it for a moment; 0 asks for any. Rejects with `PortTaken`. */
export async function freePort(port = 0): Promise<number> {
  const probe = createServer();
  const found = await listenOnLoopback(probe, port);
  await new Promise((resolve) => probe.close(resolve));
  return found;
}
