import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../lambdas/http/failure.ts';
import { failureReply } from '../../../lambdas/http/failure-reply.ts';

const error = 'A sentence.';
const jobId = 'job_1';

const table: readonly (readonly [Failure, number, Record<string, string>])[] = [
  [{ code: 'invalid_request', error, issues: [{ path: 'a.b', message: 'No.' }] }, 400, {}],
  [{ code: 'unsupported_aspect_ratio', error, supported: ['1:1'] }, 400, {}],
  [{ code: 'unsupported_resolution', error, supported: ['low'] }, 400, {}],
  [{ code: 'unsupported_sample_count', error, supported: [1, 2] }, 400, {}],
  [{ code: 'unsupported_reference_images', error, supported: [0] }, 400, {}],
  [{ code: 'unknown_model', error, available: ['sandbox'] }, 400, {}],
  [{ code: 'unknown_preset', error }, 400, {}],
  [{ code: 'unknown_variable', error, requirements: [] }, 400, {}],
  [{ code: 'unauthorized', error }, 401, { 'WWW-Authenticate': 'Bearer' }],
  [{ code: 'insufficient_credits', error, required: 2, balance: 1 }, 402, {}],
  [{ code: 'not_found', error }, 404, {}],
  [{ code: 'payload_too_large', error, limitBytes: 9 }, 413, {}],
  [{ code: 'unsupported_media_type', error }, 415, {}],
  [
    { code: 'content_blocked', error, jobId, stage: 'input', reason: 'no', refunded: 1 },
    422,
    { 'X-Should-Retry': 'false' },
  ],
  [{ code: 'too_many_active_jobs', error }, 429, { 'Retry-After': '5' }],
  [{ code: 'internal_error', error }, 500, { 'X-Should-Retry': 'false' }],
  [{ code: 'provider_failed', error, jobId, refunded: 1 }, 502, { 'X-Should-Retry': 'false' }],
  [{ code: 'model_unavailable', error }, 503, { 'Retry-After': '60' }],
  [{ code: 'overloaded', error }, 503, { 'Retry-After': '5' }],
  [{ code: 'generation_timeout', error, jobId, hint: 'GET' }, 504, { 'X-Should-Retry': 'false' }],
];

describe('a failure', () => {
  it.each(table)('%j is sent with its own status, extras and headers', (failure, status, headers) => {
    const reply = failureReply(failure, 'request-1');

    expect(reply.status).toBe(status);
    expect(JSON.parse(String(reply.body))).toEqual({ ...failure, requestId: 'request-1' });
    expect(reply.headers).toEqual({ 'Content-Type': 'application/json', ...headers });
  });
});
