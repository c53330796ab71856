import { DataLimitExceeded } from './task-failure.ts';

/** Step Functions carries at most so much from state to state, as UTF-8. */
export const stateLimitBytes = 256 * 1024;

/** The value, unless it is too large to be carried. */
export function withinStateLimit<Value>(value: Value): Value {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes <= stateLimitBytes) return value;
  throw new DataLimitExceeded(bytes, stateLimitBytes);
}
