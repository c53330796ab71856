import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import { settlePayload } from '../../workflow/payloads.ts';
import { type BatchResponse, parseBody, type SqsMessage, sqsEvent } from '../sqs-event.ts';
import type { settleJob } from './settle-job.ts';

/** What cannot be settled now stays in the queue, and ends in the dead-letter queue when it keeps failing. */
export function settleConsumer(settle: ReturnType<typeof settleJob>, log: Log) {
  return async (event: unknown): Promise<BatchResponse> => {
    const batchItemFailures = [];
    for (const message of sqsEvent.parse(event).Records) {
      const isSettled = await attempt(message);
      if (!isSettled) batchItemFailures.push({ itemIdentifier: message.messageId });
    }

    return { batchItemFailures };
  };

  async function attempt({ body }: SqsMessage): Promise<boolean> {
    const request = parseBody(settlePayload, body);
    log.about(request.success ? { jobId: request.data.jobId } : {});
    try {
      if (!request.success) throw request.error;
      await settle(request.data.jobId);
      return true;
    } catch (error) {
      log.error(logEvents.worker.failed, { error });
      return false;
    }
  }
}
