import type { IncomingMessage } from 'node:http';

/** They are between the client and the gateway, and go no further. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a function sees of the headers: names in the client's case, values in its order, and where it came from. */
export function forwardedHeaders({ rawHeaders, socket }: IncomingMessage): ReadonlyMap<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!hopByHop.has(name.toLowerCase())) headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  const before = headers.get('X-Forwarded-For') ?? [];
  headers.set('X-Forwarded-For', [[...before, socket.remoteAddress ?? '127.0.0.1'].join(', ')]);
  headers.set('X-Forwarded-Port', [String(socket.localPort ?? 80)]);
  headers.set('X-Forwarded-Proto', ['http']);
  return headers;
}
