import { TransactionConflict } from '../domain/credits/transaction-conflict.ts';
import { StoreUnavailable } from '../domain/store-unavailable.ts';
import { type Failure, type FailureCode, failureExtras } from './failure.ts';
import { json, type Reply } from './reply.ts';

/** The only place that chooses the status of a failure. */
const statuses: Readonly<Record<FailureCode, number>> = {
  invalid_request: 400,
  unsupported_aspect_ratio: 400,
  unsupported_resolution: 400,
  unsupported_sample_count: 400,
  unsupported_reference_images: 400,
  unknown_model: 400,
  unknown_preset: 400,
  missing_variable: 400,
  unknown_variable: 400,
  invalid_variable: 400,
  reference_url_refused: 400,
  reference_fetch_failed: 400,
  reference_not_an_image: 400,
  unauthorized: 401,
  insufficient_credits: 402,
  not_found: 404,
  method_not_allowed: 405,
  payload_too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  idempotency_key_reused: 422,
  content_blocked: 422,
  rate_limited: 429,
  too_many_active_jobs: 429,
  internal_error: 500,
  provider_failed: 502,
  model_unavailable: 503,
  overloaded: 503,
  generation_timeout: 504,
};

/** Codes that pass by themselves, and after how long it is worth asking again. */
const usualRetryAfterSeconds: Readonly<Partial<Record<FailureCode, number>>> = {
  rate_limited: 1,
  too_many_active_jobs: 5,
  model_unavailable: 60,
  overloaded: 5,
};

/** The status that a code always has. */
export function statusOf(code: FailureCode): number {
  return statuses[code];
}

/** The failure envelope. */
export function failureReply(failure: Failure, requestId: string): Reply {
  const { code, error } = failure;
  const extras = failureExtras[code].parse(failure);

  const reply = json(statuses[code], { error, code, requestId, ...extras }, headersOf(failure));
  return { ...reply, failureCode: code };
}

/** What a client may know of something that was thrown. */
export function failureOfThrown(error: unknown): Failure {
  return error instanceof StoreUnavailable || error instanceof TransactionConflict
    ? { code: 'overloaded', error: 'The service is busy. Try again in a few seconds.' }
    : {
        code: 'internal_error',
        error:
          'Something went wrong on our side. Asking again is safe, but for a POST only under its Idempotency-Key.',
      };
}

function headersOf({ code, allow, retryAfterSeconds, headers = {} }: Failure): Record<string, string> {
  const status = statuses[code];
  const seconds = retryAfterSeconds ?? usualRetryAfterSeconds[code];

  return {
    ...headers,
    // A blind retry would make, and charge, another job. OpenAI's SDK honours this header.
    ...([422, 500, 502, 504].includes(status) ? { 'X-Should-Retry': 'false' } : {}),
    ...(seconds === undefined ? {} : { 'Retry-After': String(seconds) }),
    ...(allow === undefined ? {} : { Allow: allow.join(', ') }),
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  };
}
