import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Order } from './orders.ts';

/** An accepted order, as far as its consumer was told. */
export type Placed = { readonly jobId: string; readonly apiKey: string };

const accepted = z.object({ data: z.object({ id: z.string() }) });
const failed = z.object({ jobId: z.string().optional(), code: z.string() });
/** Answers that say nothing of a job: to ask the same again under the same key is right. */
const again = new Set(['overloaded', 'rate_limited', 'internal_error']);

export type Answered = { readonly status: number; readonly code: string; readonly jobId: string | undefined };

/**
 * Asks as a careful consumer does: under an Idempotency-Key, again and again until there is an answer that says how the
 * order stands. Every answer passes `onAnswer`. `undefined` when it was not accepted.
 */
export async function place(
  order: Order,
  apiKey: string,
  apiUrl: () => string,
  onAnswer: (key: string, answer: Answered) => void,
): Promise<Placed | undefined> {
  const key = randomUUID();
  for (;;) {
    const answer = await ask(order, apiKey, apiUrl(), key).catch(() => undefined);
    if (answer !== undefined) {
      onAnswer(key, answer);
      if (answer.jobId !== undefined) return { jobId: answer.jobId, apiKey };
      if (!again.has(answer.code)) return undefined;
    }
    await wait(500);
  }
}

async function ask(order: Order, apiKey: string, apiUrl: string, key: string): Promise<Answered> {
  const response = await fetch(`${apiUrl}/v0/images/generations${order.isAsync ? '?async=true' : ''}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(order.body),
    signal: AbortSignal.timeout(60_000),
  });
  const body: unknown = await response.json();
  const { status } = response;
  if (response.ok) return { status, code: 'ok', jobId: accepted.parse(body).data.id };
  const { code, jobId } = failed.parse(body);
  return { status, code, jobId };
}
