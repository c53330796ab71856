import * as z from 'zod';
import type { DrawOutcome } from '../../domain/generation/image-model.ts';

/** Codes of Node's sockets and of `call` for a connection that was never made: the provider has seen nothing. */
const connectCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
]);

const linked = z.object({ code: z.string().optional(), cause: z.unknown().optional() });

/** Whether a call failed before it left this machine, by the chain of causes. Everything else may have been charged. */
function wasNeverSent(error: unknown): boolean {
  for (let link: unknown = error, depth = 0; depth < 8; depth += 1) {
    const parsed = linked.safeParse(link);
    if (!parsed.success) return false;
    if (parsed.data.code !== undefined && connectCodes.has(parsed.data.code)) return true;
    link = parsed.data.cause;
  }
  return false;
}

/** What a call comes to that brought no answer of the provider: its own errors are read by each adapter. */
export function withoutAnswer(error: unknown, reason = messageOf(error)): DrawOutcome {
  return wasNeverSent(error) ? { outcome: 'busy', reason } : { outcome: 'ambiguous', reason };
}

/** Some SDKs say that a connection broke, and keep to themselves why. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
