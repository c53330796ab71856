import { Logger } from '@aws-lambda-powertools/logger';
import type { Log, LogDetails } from './log.ts';
import type { LogEvent } from './log-events.ts';

const powertools = new Logger({ serviceName: 'darkroom' });

/** Writes JSON lines. A function serves one invocation at a time, so the ids of the last one are dropped at the start. */
export const logger: Log & { startInvocation(): void } = {
  startInvocation: () => powertools.resetKeys(),
  know: (ids) => powertools.appendKeys({ ...ids }),
  info: (event, details) => powertools.info(event.message, line(event, details)),
  warn: (event, details) => powertools.warn(event.message, line(event, details)),
  error: (event, details) => powertools.error(event.message, line(event, details)),
};

function line({ code }: LogEvent, details: LogDetails = {}): Record<string, unknown> {
  return { ...details, code };
}
