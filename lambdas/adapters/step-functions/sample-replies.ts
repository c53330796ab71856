import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { StagedOriginal } from '../../domain/generation/originals.ts';
import type { RememberedLoss, SampleReplies } from '../../domain/generation/sample-replies.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

/** Step Functions' limit for the cause of a failed task, in characters. */
const maxCauseLength = 32_768;

export class StepFunctionsSampleReplies implements SampleReplies {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  async arrived(taskToken: string, original: StagedOriginal): Promise<'accepted' | 'stale'> {
    return answer(
      this.#client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(original) })),
    );
  }

  async lost(taskToken: string, { name, message }: RememberedLoss): Promise<'accepted' | 'stale'> {
    return answer(
      this.#client.send(
        new SendTaskFailureCommand({ taskToken, error: name, cause: message.slice(0, maxCauseLength) }),
      ),
    );
  }
}

/** A token that nobody waits for is an outcome; anything else is trouble, and the message comes back. */
async function answer(call: Promise<unknown>): Promise<'accepted' | 'stale'> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    const isStale =
      error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
    if (isStale) return 'stale';
    throw new StoreUnavailable('answer a workflow', { cause: error });
  }
}
