import { settlePayload } from '../../workflow/payloads.ts';
import { type BatchResponse, sqsEvent } from '../sqs-event.ts';
import type { settleJob } from './settle-job.ts';

/** A failure throws, so the message comes back, and ends in the dead-letter queue when it keeps failing. */
export function settleConsumer(settle: ReturnType<typeof settleJob>) {
  return async (event: unknown): Promise<BatchResponse> => {
    for (const message of sqsEvent.parse(event).Records) {
      const { jobId } = settlePayload.parse(JSON.parse(message.body));
      await settle(jobId);
    }

    return { batchItemFailures: [] };
  };
}
