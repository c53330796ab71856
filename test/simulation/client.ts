import type { ApiRequest } from '../../lambdas/http/api-request.ts';
import { failureOfThrown } from '../../lambdas/http/failure-reply.ts';
import { RecordedLog } from '../fakes/recorded-log.ts';
import { functions, type Shared } from './functions.ts';
import type { ProcessWorld, SimulatedProcess } from './process.ts';

/** One job as a client asks for it. */
export type Order = {
  readonly samples: number;
  readonly resolution: 'low' | 'high' | '4k';
  readonly isPublic: boolean;
  readonly presetId: string | null;
  readonly isAsync: boolean;
  /** Sent again under the same Idempotency-Key when the answer is lost, or says to come back. */
  readonly hasKey: boolean;
};

export type ClientParts = {
  readonly world: ProcessWorld;
  readonly shared: Shared;
  /** Runs a handler as one invocation. */
  readonly start: <Result>(
    name: string,
    handler: (process: SimulatedProcess) => Promise<Result>,
  ) => Promise<Result>;
};

/** Asks once, or until it is answered when it has a key. */
export async function order(
  { world, shared, start }: ClientParts,
  apiKey: string,
  prompt: string,
  { samples: sampleCount, ...asked }: Order,
): Promise<void> {
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const request: ApiRequest = {
      requestId: `${prompt}-${attempt}`,
      method: 'POST',
      resource: '/v0/images/generations',
      path: '/v0/images/generations',
      pathParameters: {},
      query: asked.isAsync ? { async: 'true' } : {},
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(asked.hasKey ? { 'idempotency-key': prompt } : {}),
      },
      body: Buffer.from(
        JSON.stringify({
          prompt,
          sampleCount,
          presetId: asked.presetId,
          resolution: asked.resolution,
          isPublic: asked.isPublic,
        }),
      ),
      log: new RecordedLog(),
    };
    const answer = await start('api', (process) =>
      functions.api(process, shared)(request).catch(failureOfThrown),
    ).catch(() => undefined);
    world.trace(`${prompt} was answered ${String(JSON.stringify(answer)).slice(0, 160)}`);
    const isDone = answer !== undefined && (!('code' in answer) || answer.code !== 'overloaded');
    if (isDone || !asked.hasKey) return;
    await world.scheduler.sleep(5000);
  }
}
