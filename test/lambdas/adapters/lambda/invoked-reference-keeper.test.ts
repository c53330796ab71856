import { createServer } from 'node:http';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { InvokedReferenceKeeper } from '../../../../lambdas/adapters/lambda/invoked-reference-keeper.ts';
import type { KeptReferences } from '../../../../lambdas/domain/references/reference-keeper.ts';
import { ReferencesUnavailable } from '../../../../lambdas/domain/references/references-unavailable.ts';
import { loggableError } from '../../../../lambdas/observability/loggable-error.ts';
import { closeServer } from '../../../../local/close-server.ts';
import type { FunctionHost, Invocation } from '../../../../local/lambda/invocation.ts';
import { invokeFace } from '../../../../local/lambda/invoke-face.ts';
import { localSdk } from '../../../../local/local-sdk.ts';
import { listenOnLoopback } from '../../../../local/loopback.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const order = {
  jobId: 'job_1',
  teamHandle: 'team-a',
  requestId: 'request-1',
  sources: [{ from: 'address' as const, name: 'refImageUrls.0', url: 'https://a.example/ก' }],
};
const kept: KeptReferences = {
  outcome: 'kept',
  references: [{ key: 'references/job_1/0', mimeType: 'image/jpeg' }],
};
const throttled: Invocation = {
  ok: false,
  kind: 'throttled',
  errorName: 'Lambda.TooManyRequestsException',
  errorMessage: 'Rate Exceeded.',
};

/** The adapter over Lambda's protocol; what the function does the n-th time is `answers[n]`, and the last from then on. */
async function keeper({
  answers,
  functionName = 'Keep',
  timeoutMillis = 60_000,
}: {
  readonly answers: readonly (Invocation | Promise<Invocation>)[];
  readonly functionName?: string;
  readonly timeoutMillis?: number;
}) {
  const asked: unknown[] = [];
  const functions: FunctionHost = {
    invoke: async (_, payload) => {
      asked.push(JSON.parse(payload));
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined) throw new Error('This is not asked here.');
      return answer;
    },
    invokeStreaming: () => Promise.reject(new Error('This is not asked here.')),
    stop: async () => undefined,
  };
  const server = createServer(invokeFace(functions, ['Keep']));
  const endpoint = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  closing.push(() => closeServer(server));
  const client = new LambdaClient(localSdk(endpoint));
  return { asked, keeper: new InvokedReferenceKeeper(client, { functionName, timeoutMillis }) };
}

const answered = (answer: unknown): Invocation => ({ ok: true, payload: JSON.stringify(answer) });
const failed = (errorName: string): Invocation => ({
  ok: false,
  kind: 'crash',
  errorName,
  errorMessage: 'https://a.example/secret',
});

describe('references that another function keeps', () => {
  it('are ordered as they were given, and answered as they were kept', async () => {
    const { keeper: keepers, asked } = await keeper({ answers: [answered(kept)] });

    expect(await keepers.keep(order)).toEqual(kept);
    expect(asked).toEqual([order]);
  });

  it('are refused as the function refuses them', async () => {
    const refused: KeptReferences = {
      outcome: 'refused',
      refusal: { code: 'reference_url_refused', error: 'It is private.', url: 'https://a.example' },
    };
    const { keeper: keepers } = await keeper({ answers: [answered(refused)] });

    expect(await keepers.keep(order)).toEqual(refused);
  });

  it('are asked for again where Lambda had no room', async () => {
    const { keeper: keepers, asked } = await keeper({ answers: [throttled, answered(kept)] });

    expect(await keepers.keep(order)).toEqual(kept);
    expect(asked).toHaveLength(2);
  });

  it('are unavailable when there is no room for long', async () => {
    const { keeper: keepers } = await keeper({ answers: [throttled] });

    await expect(keepers.keep(order)).rejects.toMatchObject({
      name: 'ReferencesUnavailable',
      cause: { name: 'TooManyRequestsException' },
    });
  });

  it.each(['Runtime.ExitError', 'Sandbox.Timedout', 'StoreUnavailable'])(
    'are unavailable, and not asked for again, when their function fails with %s, which the log tells without its words',
    async (errorName) => {
      const { keeper: keepers, asked } = await keeper({ answers: [failed(errorName)] });

      const error = await keepers.keep(order).catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(ReferencesUnavailable);
      expect(loggableError(error)).toMatchObject({
        name: 'ReferencesUnavailable',
        message: 'The references were not read: their function failed.',
        cause: { name: errorName },
      });
      expect(JSON.stringify(loggableError(error))).not.toContain('secret');
      expect(asked).toHaveLength(1);
    },
  );

  it('are unavailable when nobody answers in time', async () => {
    const never = new Promise<Invocation>(() => undefined);
    const { keeper: keepers } = await keeper({ answers: [never], timeoutMillis: 50 });

    await expect(keepers.keep(order)).rejects.toMatchObject({
      name: 'ReferencesUnavailable',
      cause: { name: 'AbortError' },
    });
  });

  it('are unavailable when there is no such function', async () => {
    const { keeper: keepers } = await keeper({ answers: [answered(kept)], functionName: 'Nobody' });

    await expect(keepers.keep(order)).rejects.toMatchObject({
      cause: { name: 'ResourceNotFoundException' },
    });
  });

  it('of which the answer says something else are a fault of ours', async () => {
    const { keeper: keepers } = await keeper({ answers: [answered({ outcome: 'perhaps' })] });

    await expect(keepers.keep(order)).rejects.not.toBeInstanceOf(ReferencesUnavailable);
  });
});
