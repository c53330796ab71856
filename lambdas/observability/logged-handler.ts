import type { Context } from 'aws-lambda';
import { logEvents } from './log-events.ts';
import { loggableError, reportableError } from './loggable-error.ts';
import { logger } from './logger.ts';

/** With these a step tells the workflow how the job stands: outcomes, and the step has logged them. */
const outcomes: readonly string[] = ['ChargeRefused', 'NoImageArrived'];

/** A function that no caller waits for: its lines carry the invocation's id, and what it throws is logged and made safe. */
export function loggedHandler<Answer>(handle: (event: unknown, context: Context) => Promise<Answer>) {
  return async (event: unknown, context: Context): Promise<Answer> => {
    logger.startInvocation({ functionRequestId: context.awsRequestId });
    try {
      return await handle(event, context);
    } catch (error) {
      if (!outcomes.includes(loggableError(error).name)) logger.error(logEvents.worker.threw, { error });
      throw reportableError(error);
    }
  };
}
