import type { LogEvent } from './log-events.ts';

/** Where a function tells its operators what happens. */
export interface Log {
  /** Puts ids on every further line of this invocation. */
  know(ids: LogIds): void;
  info(event: LogEvent, details?: LogDetails): void;
  warn(event: LogEvent, details?: LogDetails): void;
  error(event: LogEvent, details?: LogDetails): void;
}

export type LogIds = { readonly requestId?: string; readonly teamId?: string; readonly jobId?: string };

/** Facts of one line. `error` may be anything that was thrown. */
export type LogDetails = {
  readonly error?: unknown;
  readonly [name: string]: unknown;
};
