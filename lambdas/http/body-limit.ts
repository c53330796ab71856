import type { ApiRequest } from './api-request.ts';
import type { Failure } from './failure.ts';

/** Raw bytes that a request may bring: what fits Lambda's 6 MB event once it is base64. */
export const bodyLimitBytes = 4_500_000;

export function refuseTooLarge(body: ApiRequest['body']): Failure | undefined {
  if (body.byteLength <= bodyLimitBytes) return undefined;

  return {
    code: 'payload_too_large',
    error: `The request is too large: at most ${bodyLimitBytes} bytes. Larger pictures go through POST /v0/uploads.`,
    limitBytes: bodyLimitBytes,
  };
}
