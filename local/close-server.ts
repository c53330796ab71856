import type { Server } from 'node:http';

/** A client keeps its connection after the answer; so we look for answered ones this often. */
const lookAgainMillis = 50;

/** Takes no new connection, lets calls that are being answered go on for so long, and cuts what is left. */
export async function closeServer(server: Server, patienceMillis = 0): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const drain = setInterval(() => server.closeIdleConnections(), lookAgainMillis);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMillis);
  await closed;
  clearInterval(drain);
  clearTimeout(cut);
}
