import { ApiError } from '@google/genai';
import * as z from 'zod';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import { withoutAnswer } from '../never-sent.ts';
import { retryAfterSeconds } from '../retry-after.ts';

/** The SDK puts the body of the answer, as JSON, into the message of its error. */
const errorBody = z.object({
  error: z.object({
    status: z.string().default(''),
    message: z.string().default(''),
    details: z.array(z.looseObject({ '@type': z.string().optional() })).default([]),
  }),
});
const retryInfo = z.object({ '@type': z.string().endsWith('RetryInfo'), retryDelay: z.string() });
const errorInfo = z.object({ '@type': z.string().endsWith('ErrorInfo'), reason: z.string() });

/** What a failed call to Google comes to. What is not proven to be uncharged is ambiguous. */
export function googleFailure(error: unknown, nowMillis: number): DrawOutcome {
  if (!(error instanceof ApiError)) return withoutAnswer(error);

  const { status, message, details } = bodyOf(error);
  const reason = `${error.status} ${status}: ${message}`;
  switch (error.status) {
    case 400:
      // Google says so of a key that does not exist as well.
      return reasonsOf(details).includes('API_KEY_INVALID')
        ? { outcome: 'unavailable', why: 'credentials', reason }
        : { outcome: 'failed', reason };
    case 401:
    case 403:
      return { outcome: 'unavailable', why: 'credentials', reason };
    case 402:
      return { outcome: 'unavailable', why: 'billing', reason };
    case 404:
      return { outcome: 'unavailable', why: 'model-gone', reason };
    case 429:
      if (reasonsOf(details).includes('MODEL_CAPACITY_EXHAUSTED')) return { outcome: 'busy', reason };
      return {
        outcome: 'rate-limited',
        reason,
        retryAfterSeconds: retryAfterSeconds(delayOf(details), nowMillis),
      };
    case 503:
      return { outcome: 'busy', reason };
    default:
      return error.status >= 500 ? { outcome: 'ambiguous', reason } : { outcome: 'failed', reason };
  }
}

function bodyOf({ message }: ApiError): z.output<typeof errorBody>['error'] {
  try {
    const parsed = errorBody.safeParse(JSON.parse(message));
    if (parsed.success) return parsed.data.error;
  } catch {
    // A proxy in between answers with something else.
  }
  return { status: '', message, details: [] };
}

function reasonsOf(details: readonly unknown[]): readonly string[] {
  return details.flatMap((detail) => errorInfo.safeParse(detail).data?.reason ?? []);
}

function delayOf(details: readonly unknown[]): string | undefined {
  return details
    .map((detail) => retryInfo.safeParse(detail).data?.retryDelay)
    .find((delay) => delay !== undefined);
}
