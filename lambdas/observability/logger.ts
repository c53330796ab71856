import { Logger } from '@aws-lambda-powertools/logger';
import type { Log, LogDetails, LogIds } from './log.ts';
import type { LogEvent } from './log-events.ts';
import { loggableError } from './loggable-error.ts';

const powertools = new Logger({ serviceName: 'darkroom' });

/** Writes JSON lines. A function serves one invocation at a time, so the ids of the last one are dropped at the start. */
export const logger: Log & { startInvocation(ids: LogIds): void } = {
  startInvocation: (ids) => {
    powertools.resetKeys();
    powertools.appendKeys({ ...ids });
  },
  know: (ids) => powertools.appendKeys({ ...ids }),
  about: (ids) => {
    powertools.removeKeys(['jobId', 'teamId', 'requestId', 'sampleIndex']);
    powertools.appendKeys({ ...ids });
  },
  info: (event, details) => powertools.info(event.message, line(event, details)),
  warn: (event, details) => powertools.warn(event.message, line(event, details)),
  error: (event, details) => powertools.error(event.message, line(event, details)),
};

function line({ code }: LogEvent, { error, ...details }: LogDetails = {}): Record<string, unknown> {
  return { ...details, ...(error === undefined ? {} : { error: loggableError(error) }), code };
}
