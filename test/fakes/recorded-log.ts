import type { Log, LogDetails, LogIds } from '../../lambdas/observability/log.ts';
import type { LogEvent } from '../../lambdas/observability/log-events.ts';

/** Keeps what was logged, for a test to look at. */
export class RecordedLog implements Log {
  readonly lines: { readonly code: string; readonly details: LogDetails }[] = [];
  ids: LogIds = {};

  know(ids: LogIds): void {
    this.ids = { ...this.ids, ...ids };
  }

  info(event: LogEvent, details: LogDetails = {}): void {
    this.lines.push({ code: event.code, details });
  }

  warn(event: LogEvent, details: LogDetails = {}): void {
    this.info(event, details);
  }

  error(event: LogEvent, details: LogDetails = {}): void {
    this.info(event, details);
  }
}
