import { ValidationException } from '@aws-sdk/client-sfn';
import { APIError } from 'openai';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { loggableError, reportableError } from '../../../lambdas/observability/loggable-error.ts';

const secret = 'a-secret-prompt';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

/** Errors of the libraries that functions call, each with something in it that must not be logged. */
const leaky: readonly (readonly [string, unknown])[] = [
  ["a parser's, which quotes its input", thrownBy(() => JSON.parse(secret))],
  ["Node's own, which keeps its input", thrownBy(() => new URL(`/${secret}`))],
  [
    'one of many lines that look like frames',
    new Error(`no\n    at /${secret}:1:1\n    at f (/${secret}:1:1)`),
  ],
  ['one whose message changed since', Object.assign(new Error(`x ${secret}`), { message: 'other' })],
  [
    "a provider's, which repeats the prompt",
    new APIError(400, { message: secret, code: secret }, secret, new Headers()),
  ],
  [
    "an SDK's, with a message and facts of the server's",
    Object.assign(new ValidationException({ message: secret, $metadata: {} }), {
      Value: secret,
      code: secret,
    }),
  ],
  ['one that a server named', Object.assign(new Error('x'), { name: `Bad ${secret}` })],
  [
    "a parse of a record with a key of the customer's",
    z.object({ [secret]: z.string() }).safeParse({}).error,
  ],
  ['something that is no error', { message: secret }],
  ['a text', secret],
];

describe('an error in the log', () => {
  it.each(leaky)('says nothing that may not be said: %s', (_, error) => {
    const wrapped = new StoreUnavailable('read a job', { cause: new Error(secret, { cause: error }) });

    for (const thrown of [error, wrapped]) {
      expect(JSON.stringify(loggableError(thrown))).not.toContain(secret);
      const { name, message, stack, ...more } = reportableError(thrown);
      expect([name, message, stack].join()).not.toContain(secret);
      expect(more).toEqual({});
    }
  });

  it('says what we wrote ourselves, where it was thrown, and what caused it', () => {
    const metadata = { httpStatusCode: 400, requestId: 'AWS-1' };
    const cause = new ValidationException({ message: secret, $metadata: metadata });

    expect(loggableError(new StoreUnavailable('read a job', { cause }))).toEqual({
      name: 'StoreUnavailable',
      message: 'The store did not answer: read a job.',
      stack: expect.arrayContaining([expect.stringContaining('loggable-error.test.ts')]),
      cause: {
        name: 'ValidationException',
        httpStatus: 400,
        awsRequestId: 'AWS-1',
        stack: expect.any(Array),
      },
    });
  });

  it('says which field of a record does not parse', () => {
    const { error } = z.object({ samples: z.array(z.int()) }).safeParse({ samples: [1, secret] });

    expect(loggableError(error)).toMatchObject({ name: 'ZodError', issues: ['samples.1: invalid_type'] });
  });

  it('has an end, even of errors that cause each other', () => {
    const first = new Error('first');
    const second = new Error('second', { cause: first });
    first.cause = second;

    expect(JSON.stringify(loggableError(first)).match(/"name"/g)).toHaveLength(6);
  });

  it('keeps the name on which the workflow decides when it is reported', () => {
    expect(reportableError(new StoreUnavailable('read a job')).name).toBe('StoreUnavailable');
    expect(reportableError(new TypeError(secret)).message).toBe('The log of this invocation says where.');
  });
});
