import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { TransactionConflict } from '../../domain/credits/transaction-conflict.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

export type TransactItems = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** `failed[i]` says whether the condition of the i-th item did not hold. Nothing was written then. */
export type TransactionOutcome =
  | { readonly committed: true }
  | { readonly committed: false; readonly failed: readonly boolean[] };

const maxAttempts = 12;
const maxPauseMillis = 1000;

/**
 * Runs one transaction. A conflict with another transaction is tried again with full jitter (the SDK does not), about
 * 6 s in all; then `TransactionConflict` is thrown and nothing has happened. The SDK sends the same idempotency token
 * when it repeats a call whose answer was lost, so a repeat cannot apply twice.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  move: string,
  items: TransactItems,
  clock: Clock,
): Promise<TransactionOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items }));
      return { committed: true };
    } catch (error) {
      const codes = cancellationCodes(error);
      if (codes === undefined) throw new StoreUnavailable(move, { cause: error });
      if (codes.includes('ConditionalCheckFailed')) {
        return { committed: false, failed: codes.map((code) => code === 'ConditionalCheckFailed') };
      }
      if (!codes.some(isWorthAnotherTry)) throw new StoreUnavailable(move, { cause: error });
      if (attempt === maxAttempts) throw new TransactionConflict(move, attempt, { cause: error });
      await clock.sleepAtMost(Math.min(maxPauseMillis, 10 * 2 ** attempt));
    }
  }
}

function cancellationCodes(error: unknown): readonly string[] | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  return (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
}

function isWorthAnotherTry(code: string): boolean {
  return (
    code === 'TransactionConflict' || code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded'
  );
}
