import type { JobIds, Log, LogDetails, LogIds } from '../../lambdas/observability/log.ts';
import type { LogEvent } from '../../lambdas/observability/log-events.ts';

/** Keeps what was logged, for a test to look at. */
export class RecordedLog implements Log {
  readonly lines: { readonly code: string; readonly ids: LogIds; readonly details: LogDetails }[] = [];
  ids: LogIds = {};

  know(ids: LogIds): void {
    this.ids = { ...this.ids, ...ids };
  }

  about(ids: JobIds): void {
    const { jobId: _, teamId: __, requestId: ___, sampleIndex: ____, ...kept } = this.ids;
    this.ids = { ...kept, ...ids };
  }

  info(event: LogEvent, details: LogDetails = {}): void {
    this.lines.push({ code: event.code, ids: this.ids, details });
  }

  warn(event: LogEvent, details: LogDetails = {}): void {
    this.info(event, details);
  }

  error(event: LogEvent, details: LogDetails = {}): void {
    this.info(event, details);
  }
}
