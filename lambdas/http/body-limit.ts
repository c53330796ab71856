import type { Failure } from './failure.ts';

/** Bytes that a request may bring, pictures counted as what their base64 stands for. */
export const bodyLimitBytes = 4_500_000;

/** JSON reaches a function as text, inside an event of at most 6,291,456 bytes: the limit in base64, and room for the rest. */
export const textLimitBytes = 6_100_000;

/** `bytes` as counted against `bodyLimitBytes`. */
export function refuseTooLarge(bytes: number): Failure | undefined {
  if (bytes <= bodyLimitBytes) return undefined;

  return {
    code: 'payload_too_large',
    error: `The request is too large: at most ${bodyLimitBytes} bytes. Larger pictures go through POST /v0/uploads.`,
    limitBytes: bodyLimitBytes,
  };
}
