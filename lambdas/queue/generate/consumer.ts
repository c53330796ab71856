import { SampleBroken } from '../../domain/generation/errors.ts';
import { lostSample } from '../../domain/generation/lost-sample.ts';
import type { SampleClaims, SampleRef } from '../../domain/generation/sample-claims.ts';
import type { RememberedLoss, SampleReplies } from '../../domain/generation/sample-replies.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import { sampleRequestPayload } from '../../workflow/payloads.ts';
import { type BatchResponse, parseBody, type SqsMessage, sqsEvent } from '../sqs-event.ts';
import type { drawSample, SampleResult } from './draw-sample.ts';

export type ConsumerDependencies = {
  readonly draw: ReturnType<typeof drawSample>;
  readonly replies: SampleReplies;
  readonly claims: Pick<SampleClaims, 'remember'>;
  /** Called when a picture may have come that nobody waits for any more. */
  readonly noteLate: (sample: SampleRef) => Promise<void>;
  /** Hides the message for so many seconds, then it is received again. */
  readonly putBack: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly log: Log;
  readonly report: (
    event: 'sample_message_unreadable' | 'sample_broken' | 'sample_store_unavailable',
    error: unknown,
  ) => void;
};

/** One message: the token that it answers, and the sample that it asks for. */
type Asked = { readonly taskToken: string; readonly sample: SampleRef };

/** A claim outlives its invocation by this margin, so that a claim that ran out belongs to a worker that is gone. */
const claimMarginMillis = 5000;

/** Long enough for a throttled store to recover, short enough that nobody notices. */
const storeTroubleSeconds = 5;

/**
 * Answers one message's task token, or leaves the message in the queue for later. A crash before the answer leaves
 * the message too: it comes back after its visibility timeout, and the claim tells the next worker what happened.
 * Provider queues have no dead-letter queue, so a message that can never succeed must end here.
 *
 * | the token                      | the sample | what is done                                                      |
 * |--------------------------------|------------|-------------------------------------------------------------------|
 * | is waited for                  | any        | it is answered                                                    |
 * | is stale, for it was sent again| arrived    | the other message finds the staged original                       |
 * | is stale, for it was sent again| lost       | the loss is kept with the claim: the other message finds it       |
 * | is stale, for the job has ended| arrived    | dropped and noted: paid back here, perhaps billed by the provider |
 * | is stale, for the job has ended| lost       | nothing: it was paid back already                                 |
 */
export function sampleConsumer(dependencies: ConsumerDependencies) {
  const { draw, replies, claims, noteLate, putBack, log, report } = dependencies;
  return async (event: unknown, invocationDeadlineMillis: number): Promise<BatchResponse> => {
    const batchItemFailures = [];
    for (const message of sqsEvent.parse(event).Records) {
      const isDone = await handle(message, invocationDeadlineMillis + claimMarginMillis);
      if (!isDone) batchItemFailures.push({ itemIdentifier: message.messageId });
    }

    return { batchItemFailures };
  };

  async function handle(message: SqsMessage, claimUntilMillis: number): Promise<boolean> {
    log.about({});
    const request = parseBody(sampleRequestPayload, message.body);
    if (!request.success) {
      // Without a token there is nobody to answer; the execution's own timeout ends the job.
      report('sample_message_unreadable', request.error);
      return true;
    }

    const { taskToken, jobId, teamId, requestId, sampleIndex, isFallback } = request.data;
    log.about({ jobId, teamId, requestId, sampleIndex });
    const asked: Asked = { taskToken, sample: { jobId, sampleIndex, isFallback } };
    const result = await draw(asked.sample, claimUntilMillis).catch(trouble);
    return settle(message, asked, result).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      // What was drawn is staged, or its loss is kept: the next receipt answers with it.
      return settle(message, asked, trouble(error));
    });
  }

  async function settle({ receiptHandle }: SqsMessage, asked: Asked, result: SampleResult): Promise<boolean> {
    switch (result.result) {
      case 'arrived':
        if ((await replies.arrived(asked.taskToken, result.original)) === 'stale')
          await noteLate(asked.sample);
        return true;
      case 'lost':
        await tellLoss(asked, result);
        return true;
      case 'later':
        log.info(logEvents.sample.waits, { seconds: result.afterSeconds });
        await putBack(receiptHandle, result.afterSeconds);
        return false;
      case 'not-wanted':
        log.info(logEvents.sample.notWanted);
        await noteLate(asked.sample);
        return true;
    }
  }

  async function tellLoss(
    { taskToken, sample }: Asked,
    { loss, claim }: Extract<SampleResult, { result: 'lost' }>,
  ): Promise<void> {
    logLoss(sample, loss);
    const keep = async () => claim !== undefined && (await claims.remember(sample, claim, loss));
    const told = await replies.lost(taskToken, loss).catch(async (error: unknown) => {
      await keep();
      throw error;
    });
    if (told === 'stale') await keep();
  }

  /** The provider's own words stay out of it: they may repeat the prompt. */
  function logLoss({ sampleIndex, isFallback = false }: SampleRef, { name, message }: RememberedLoss): void {
    const { code: failureCode } = lostSample(sampleIndex, name, message);
    if (name === 'ModelPassedOn') log.warn(logEvents.sample.passedOn);
    else log.warn(logEvents.sample.lost, { loss: name, failureCode, isFallback });
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
