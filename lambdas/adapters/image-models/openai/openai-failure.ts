import { APIError } from 'openai';
import * as z from 'zod';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import { withoutAnswer } from '../never-sent.ts';
import { retryAfterSeconds } from '../retry-after.ts';

/** `content_policy_violation` is the word of models that are gone; servers that speak the same language still use it. */
const refusals = new Set(['moderation_blocked', 'content_policy_violation']);
const unpaid = new Set(['billing_hard_limit_reached', 'insufficient_quota', 'billing_not_active']);

const moderation = z.object({ moderation_details: z.object({ moderation_stage: z.string() }) });

/** What a failed call to the Images API comes to. What is not proven to be uncharged is ambiguous. */
export function openAiFailure(error: unknown, nowMillis: number): DrawOutcome {
  if (!(error instanceof APIError) || error.status === undefined) return withoutAnswer(error);

  const { status, message: reason } = error;
  const code = error.code ?? '';
  if (refusals.has(code)) return { outcome: 'blocked', stage: stageOf(error), reason, usage: null };
  // 400 or 429: the code says that it will not pass by itself.
  if (unpaid.has(code)) return { outcome: 'unavailable', why: 'billing', reason };
  switch (status) {
    case 401:
    case 403:
      return { outcome: 'unavailable', why: 'credentials', reason };
    case 402:
      return { outcome: 'unavailable', why: 'billing', reason };
    case 404:
      return { outcome: 'unavailable', why: 'model-gone', reason };
    case 429: {
      const said = error.headers?.get('retry-after');
      return { outcome: 'rate-limited', reason, retryAfterSeconds: retryAfterSeconds(said, nowMillis) };
    }
    default:
      return status >= 500 || status === 408
        ? { outcome: 'ambiguous', reason }
        : { outcome: 'failed', reason };
  }
}

function stageOf(error: APIError): 'input' | 'output' {
  const { data } = moderation.safeParse(error.error);
  return data?.moderation_details.moderation_stage === 'output' ? 'output' : 'input';
}
