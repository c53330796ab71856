import * as z from 'zod';

/** Codes of Node's sockets and of undici for a connection that was never made: the provider has seen nothing. */
const connectCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const linked = z.object({ code: z.string().optional(), cause: z.unknown().optional() });

/** Whether a call failed before it left this machine, by the chain of causes. Everything else may have been charged. */
export function wasNeverSent(error: unknown): boolean {
  for (let link: unknown = error, depth = 0; depth < 8; depth += 1) {
    const parsed = linked.safeParse(link);
    if (!parsed.success) return false;
    if (parsed.data.code !== undefined && connectCodes.has(parsed.data.code)) return true;
    link = parsed.data.cause;
  }
  return false;
}
