import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import {
  type KeptReferences,
  keptReferences,
  type ReferenceKeeper,
  type ReferenceOrder,
} from '../../domain/references/reference-keeper.ts';
import { ReferencesUnavailable } from '../../domain/references/references-unavailable.ts';
import { FunctionFailed } from './function-failed.ts';

/** As Lambda reports what a function threw, or how it died. */
const reported = z.object({ errorType: z.string().catch('Unknown') });

export type InvokedReferenceKeeperOptions = {
  readonly functionName: string;
  /** The function's own timeout, and a little more: until then Lambda itself says that it did not end. Repeats included. */
  readonly timeoutMillis: number;
};

/**
 * Has references read by a function of their own, and waits for it (Lambda's `Invoke`, `RequestResponse`). The SDK repeats what
 * was throttled or got lost on the way, which is safe; what the function itself fails at is not repeated.
 */
export class InvokedReferenceKeeper implements ReferenceKeeper {
  readonly #client: LambdaClient;
  readonly #options: InvokedReferenceKeeperOptions;

  constructor(client: LambdaClient, options: InvokedReferenceKeeperOptions) {
    this.#client = client;
    this.#options = options;
  }

  async keep(order: ReferenceOrder): Promise<KeptReferences> {
    const { FunctionError, Payload } = await this.#invoke(order);
    const answer: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
    if (FunctionError === undefined) return keptReferences.parse(answer);

    const { errorType } = reported.parse(answer);
    throw new ReferencesUnavailable('their function failed', { cause: new FunctionFailed(errorType) });
  }

  async #invoke(order: ReferenceOrder): Promise<InvokeCommandOutput> {
    const { functionName: FunctionName, timeoutMillis } = this.#options;
    const command = new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(order)) });
    const abortSignal = AbortSignal.timeout(timeoutMillis);
    return this.#client.send(command, { abortSignal }).catch((cause: unknown) => {
      throw new ReferencesUnavailable('their function could not be invoked', { cause });
    });
  }
}
