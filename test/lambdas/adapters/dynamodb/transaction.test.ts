import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { transact } from '../../../../lambdas/adapters/dynamodb/transaction.ts';
import { TransactionConflict } from '../../../../lambdas/domain/credits/transaction-conflict.ts';
import { StoreUnavailable } from '../../../../lambdas/domain/store-unavailable.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';

/** Answers each call as told, the last answer again and again. */
function arrange(...answers: (Error | 'committed')[]) {
  const clock = new ManualClock();
  const startMillis = clock.nowMillis();
  const pausesMillis: number[] = [];
  let calls = 0;
  const client = {
    send: async () => {
      const answer = answers[Math.min(calls, answers.length - 1)];
      calls += 1;
      pausesMillis.push(clock.nowMillis() - startMillis);
      if (answer instanceof Error) throw answer;
    },
  } as unknown as DynamoDBDocumentClient;
  return { run: () => transact(client, 'charge', [], clock), calls: () => calls, pausesMillis };
}

function cancelled(...codes: (string | undefined)[]): Error {
  return new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    ...(codes.length === 0 ? {} : { CancellationReasons: codes.map((Code) => ({ Code })) }),
  });
}

describe('a transaction', () => {
  it('is sent once when it commits', async () => {
    const { run, calls } = arrange('committed');

    expect(await run()).toEqual({ committed: true });
    expect(calls()).toBe(1);
  });

  it('says which of its conditions failed, and is not sent again', async () => {
    const { run, calls } = arrange(cancelled('None', 'ConditionalCheckFailed', undefined));

    expect(await run()).toEqual({ committed: false, failed: [false, true, false] });
    expect(calls()).toBe(1);
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is sent again after a %s',
    async (code) => {
      const { run, calls } = arrange(cancelled('None', code), 'committed');

      expect(await run()).toEqual({ committed: true });
      expect(calls()).toBe(2);
    },
  );

  it('believes a failed condition before a conflict beside it', async () => {
    const { run } = arrange(cancelled('TransactionConflict', 'ConditionalCheckFailed'));

    expect(await run()).toEqual({ committed: false, failed: [false, true] });
  });

  it('gives up after twelve conflicts, with pauses that double up to a second', async () => {
    const { run, calls, pausesMillis } = arrange(cancelled('TransactionConflict'));

    await expect(run()).rejects.toThrow(new TransactionConflict('charge', 12));
    expect(calls()).toBe(12);
    expect(pausesMillis).toEqual([0, 20, 60, 140, 300, 620, 1260, 2260, 3260, 4260, 5260, 6260]);
  });

  it.each([
    ['another reason', cancelled('ValidationError')],
    ['no reasons', cancelled()],
    ['a call that failed', new Error('ECONNRESET')],
  ])('that ends in %s is the trouble of the store, with its cause', async (_, error) => {
    const { run, calls } = arrange(error);

    const thrown = await run().catch((caught: unknown) => caught);
    expect(thrown).toBeInstanceOf(StoreUnavailable);
    expect(thrown).toMatchObject({ message: expect.stringContaining('charge'), cause: error });
    expect(calls()).toBe(1);
  });
});
