import { createServer, type Server } from 'node:http';
import {
  InvalidParameterValueException,
  InvokeCommand,
  LambdaClient,
  RequestTooLargeException,
  ResourceNotFoundException,
  ServiceException,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { closeServer } from '../../../local/close-server.ts';
import { startFunctionHost } from '../../../local/lambda/function-host.ts';
import type { FunctionConfig, FunctionHost } from '../../../local/lambda/invocation.ts';
import { invokeFace } from '../../../local/lambda/invoke-face.ts';
import { localSdk } from '../../../local/local-sdk.ts';
import { listenOnLoopback } from '../../../local/loopback.ts';
import { functionBundle } from './function-bundle.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What the official client makes of the face, over functions that really run. */
async function asking(functions: readonly FunctionConfig[], host?: FunctionHost) {
  const running = host ?? startFunctionHost(functions, { write: () => undefined });
  const server: Server = createServer(
    invokeFace(
      running,
      functions.map(({ name }) => name),
    ),
  );
  const endpoint = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  closing.push(
    () => running.stop(),
    () => closeServer(server),
  );
  const client = new LambdaClient({ ...localSdk(endpoint), maxAttempts: 1 });
  return async (
    FunctionName: string,
    Payload = '{}',
    more: { InvocationType?: 'RequestResponse' | 'Event' | 'DryRun' } = {},
  ) => {
    const answer = await client.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(Payload), ...more }),
    );
    return { ...answer, text: answer.Payload?.transformToString() ?? '' };
  };
}

const echo = functionBundle('Echo', 'exports.handler = async (event) => ({ heard: event });');

describe('an invocation', () => {
  it.each(['Echo', 'arn:aws:lambda:us-east-1:000000000000:function:Echo'])(
    'of %s that is waited for brings the answer',
    async (name) => {
      const invoke = await asking([echo]);

      const answer = await invoke(name, '{"a":"ก"}');

      expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
      expect(answer.FunctionError).toBeUndefined();
      expect(JSON.parse(answer.text)).toEqual({ heard: { a: 'ก' } });
    },
  );

  it('may bring almost 6 MB', async () => {
    const size = functionBundle('Size', 'exports.handler = async ({ text }) => text.length;');
    const invoke = await asking([size]);

    const answer = await invoke('Size', JSON.stringify({ text: 'x'.repeat(6_291_456 - 11) }));

    expect(answer.text).toBe(String(6_291_456 - 11));
    await expect(invoke('Size', JSON.stringify({ text: 'x'.repeat(6_291_456 - 10) }))).rejects.toThrow(
      RequestTooLargeException,
    );
  });

  it.each([
    ['throws', `exports.handler = async () => { throw new RangeError('too far') };`, 'RangeError', 'too far'],
    ['exits', 'exports.handler = async () => process.exit(7);', 'Runtime.ExitError', 'exit status 7'],
    [
      'takes too long',
      'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));',
      'Sandbox.Timedout',
      'timed out',
    ],
  ])('of a function that %s says so beside a 200', async (_, source, errorType, message) => {
    const invoke = await asking([functionBundle('Bad', source, { timeoutSeconds: 2 })]);

    const answer = await invoke('Bad');

    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(JSON.parse(answer.text)).toMatchObject({
      errorType,
      errorMessage: expect.stringContaining(message),
    });
  });

  it('of a function that nobody described is refused', async () => {
    const invoke = await asking([echo]);

    await expect(invoke('Nobody')).rejects.toThrow(ResourceNotFoundException);
  });

  it('over what is reserved for the function is thrown back', async () => {
    const invoke = await asking([{ ...echo, reservedConcurrency: 0 }]);

    await expect(invoke('Echo')).rejects.toThrow(TooManyRequestsException);
  });

  it.each(['Event', 'DryRun'] as const)('as %s is not known here', async (InvocationType) => {
    const invoke = await asking([echo]);

    await expect(invoke('Echo', '{}', { InvocationType })).rejects.toThrow(InvalidParameterValueException);
  });

  it('is tried again by the SDK when it is the laptop that failed', async () => {
    const broken: FunctionHost = {
      invoke: () => Promise.reject(new Error('The host is broken.')),
      invokeStreaming: () => Promise.reject(new Error('This is not asked here.')),
      stop: async () => undefined,
    };
    const invoke = await asking([echo], broken);

    await expect(invoke('Echo')).rejects.toThrow(ServiceException);
    await expect(invoke('Echo')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });
});
