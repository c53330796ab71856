import { SampleBroken } from '../../domain/generation/errors.ts';
import type { SampleReplies } from '../../domain/generation/sample-replies.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { sampleRequestPayload } from '../../workflow/payloads.ts';
import { type BatchResponse, parseBody, type SqsMessage, sqsEvent } from '../sqs-event.ts';
import type { drawSample, SampleResult } from './draw-sample.ts';

export type ConsumerDependencies = {
  readonly draw: ReturnType<typeof drawSample>;
  readonly replies: SampleReplies;
  /** Hides the message for so many seconds, then it is received again. */
  readonly putBack: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly report: (
    event: 'sample_message_unreadable' | 'sample_broken' | 'sample_store_unavailable',
    error: unknown,
  ) => void;
};

/** A claim outlives its invocation by this margin, so that a claim that ran out belongs to a worker that is gone. */
const claimMarginMillis = 5000;

/** Long enough for a throttled store to recover, short enough that nobody notices. */
const storeTroubleSeconds = 5;

/**
 * Answers one message's task token, or leaves the message in the queue for later. A crash before the answer leaves
 * the message too: it comes back after its visibility timeout, and the claim tells the next worker what happened.
 * A `stale` answer needs nothing more: whoever waited has gone, and if the sending was repeated, another message asks
 * again and finds the claim. Provider queues
 * have no dead-letter queue, so a message that can never succeed must end here.
 */
export function sampleConsumer({ draw, replies, putBack, report }: ConsumerDependencies) {
  return async (event: unknown, invocationDeadlineMillis: number): Promise<BatchResponse> => {
    const batchItemFailures = [];
    for (const message of sqsEvent.parse(event).Records) {
      const isDone = await handle(message, invocationDeadlineMillis + claimMarginMillis);
      if (!isDone) batchItemFailures.push({ itemIdentifier: message.messageId });
    }

    return { batchItemFailures };
  };

  async function handle(message: SqsMessage, claimUntilMillis: number): Promise<boolean> {
    const request = parseBody(sampleRequestPayload, message.body);
    if (!request.success) {
      // Without a token there is nobody to answer; the execution's own timeout ends the job.
      report('sample_message_unreadable', request.error);
      return true;
    }

    const { taskToken, jobId, sampleIndex } = request.data;
    const result = await draw({ jobId, sampleIndex }, claimUntilMillis).catch(trouble);
    return settle(message, taskToken, result).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      // What was drawn is staged: the next receipt answers with it.
      return settle(message, taskToken, trouble(error));
    });
  }

  async function settle(
    { receiptHandle }: SqsMessage,
    taskToken: string,
    result: SampleResult,
  ): Promise<boolean> {
    switch (result.result) {
      case 'arrived':
        await replies.arrived(taskToken, result.original);
        return true;
      case 'lost':
        await replies.lost(taskToken, result.loss);
        return true;
      case 'later':
        await putBack(receiptHandle, result.afterSeconds);
        return false;
      case 'not-wanted':
        return true;
    }
  }

  /** A store that is away comes back. Anything else is our own fault and would fail again: the sample is given up. */
  function trouble(error: unknown): SampleResult {
    if (error instanceof StoreUnavailable) {
      report('sample_store_unavailable', error);
      return { result: 'later', afterSeconds: storeTroubleSeconds };
    }
    report('sample_broken', error);
    return {
      result: 'lost',
      loss: new SampleBroken(error instanceof Error ? error.name : 'unknown', { cause: error }),
    };
  }
}
