import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** The whole body of a request, however long: who sends it is a process of the stack, and no client of the API. */
export async function textOf(request: IncomingMessage): Promise<string> {
  return (await buffer(request)).toString('utf8');
}
