import type { SampleReplies } from '../../domain/generation/sample-replies.ts';
import { sampleRequestPayload } from '../../workflow/payloads.ts';
import { type BatchResponse, type SqsMessage, sqsEvent } from '../sqs-event.ts';
import type { drawSample } from './draw-sample.ts';

export type ConsumerDependencies = {
  readonly draw: ReturnType<typeof drawSample>;
  readonly replies: SampleReplies;
  /** Hides the message for so many seconds, then it is received again. */
  readonly putBack: (receiptHandle: string, seconds: number) => Promise<void>;
};

/** A claim outlives its invocation by this margin, so that a claim that ran out belongs to a worker that is gone. */
const claimMarginMillis = 5000;

/**
 * Answers one message's task token, or leaves the message in the queue for later. A crash before the answer leaves
 * the message too: it comes back after its visibility timeout, and the claim tells the next worker what happened.
 * A `stale` answer needs nothing more: the workflow stopped waiting, and it settles the job by itself.
 */
export function sampleConsumer({ draw, replies, putBack }: ConsumerDependencies) {
  return async (event: unknown, invocationDeadlineMillis: number): Promise<BatchResponse> => {
    const failures = [];
    for (const message of sqsEvent.parse(event).Records) {
      const handled = await handle(message, invocationDeadlineMillis + claimMarginMillis);
      if (!handled) failures.push({ itemIdentifier: message.messageId });
    }

    return { batchItemFailures: failures };
  };

  async function handle(message: SqsMessage, claimUntilMillis: number): Promise<boolean> {
    const { taskToken, jobId, sampleIndex } = sampleRequestPayload.parse(JSON.parse(message.body));
    const drawn = await draw({ jobId, sampleIndex }, claimUntilMillis);

    switch (drawn.result) {
      case 'arrived':
        await replies.arrived(taskToken, drawn.original);
        return true;
      case 'lost':
        await replies.lost(taskToken, drawn.loss);
        return true;
      case 'later':
        await putBack(message.receiptHandle, drawn.afterSeconds);
        return false;
      case 'not-wanted':
        return true;
    }
  }
}
