import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import {
  isWindowOver,
  type SyncWaiters,
  type WaitingCall,
  windowAt,
} from '../../domain/jobs/sync-waiters.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys } from './keys.ts';

/** Two rounds are enough, unless others forget the same windows at the same time. */
const maxRounds = 4;

/** Long after the last who could be counted, the item may go. */
const keepSeconds = 3600;

const windowPrefix = 'began';
const windowName = (windowSeconds: number) => `${windowPrefix}${windowSeconds}`;
const wireNumber = z.object({ N: z.coerce.number<string>() });

type Window = { readonly windowSeconds: number; readonly count: number };

type Options = {
  /** So many may wait at once. */
  readonly limit: number;
  /** No call waits longer. */
  readonly longestWaitSeconds: number;
  /** Where all functions share one machine and boot: those who waited in another boot are gone. */
  readonly bootId: string | undefined;
};

/**
 * One item: `waiting`, and for each window in which somebody began, how many of them wait still; the first is always the sum
 * of the others. One write when a wait begins, one when it ends, and one for a refusal, which changes nothing.
 *
 * | worst moment | what it costs |
 * |---|---|
 * | a call dies in its wait | its place, until its window is over: then whoever comes first in a new window, or finds all places taken, forgets the old window |
 * | the answer of `enter` is lost | the same: the call goes on without a place, and one is counted |
 * | `leave` comes after its window was forgotten | nothing: the condition holds it back |
 * | `leave` is sent twice by the client | one may wait beyond the limit, until the window is over |
 */
export class DynamoSyncWaiters implements SyncWaiters {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #options: Options;

  constructor(client: DynamoDBDocumentClient, catalogueTable: string, clock: Clock, options: Options) {
    this.#client = client;
    this.#table = catalogueTable;
    this.#clock = clock;
    this.#options = options;
  }

  async enter(): Promise<WaitingCall | 'full'> {
    for (let round = 1; round <= maxRounds; round += 1) {
      const windowSeconds = windowAt(this.#clock.nowMillis());
      const { isCounted, windows } = await this.#count(windowSeconds);
      const over = windows.filter((window) => this.#isOver(window));
      if (isCounted) {
        const isFirst = windows.some(
          (window) => window.windowSeconds === windowSeconds && window.count === 1,
        );
        // The call has its place; whether others are forgotten now or by the next window is all the same to it.
        if (isFirst) await this.#forget(over).catch(() => undefined);
        return { windowSeconds };
      }
      if (over.every(({ count }) => count === 0)) return 'full';
      await this.#forget(over);
    }
    return 'full';
  }

  async leave({ windowSeconds }: WaitingCall): Promise<void> {
    await this.#update('end a wait', {
      UpdateExpression: 'ADD #waiting :less, #window :less',
      ConditionExpression: '#window >= :one',
      ExpressionAttributeNames: { '#waiting': 'waiting', '#window': windowName(windowSeconds) },
      ExpressionAttributeValues: { ':less': -1, ':one': 1 },
    });
  }

  #isOver({ windowSeconds }: Window): boolean {
    return isWindowOver(windowSeconds, this.#options.longestWaitSeconds, this.#clock.nowMillis());
  }

  async #count(windowSeconds: number): Promise<{ isCounted: boolean; windows: readonly Window[] }> {
    const expires = Math.ceil(this.#clock.nowMillis() / 1000) + keepSeconds;
    return this.#update('begin a wait', {
      UpdateExpression: 'ADD #waiting :one, #window :one SET expiresAtSeconds = :expires',
      ConditionExpression: 'attribute_not_exists(#waiting) OR #waiting < :limit',
      ExpressionAttributeNames: { '#waiting': 'waiting', '#window': windowName(windowSeconds) },
      ExpressionAttributeValues: { ':one': 1, ':limit': this.#options.limit, ':expires': expires },
    });
  }

  /** Only as they were seen: what somebody else forgot is not taken off twice. */
  async #forget(over: readonly Window[]): Promise<void> {
    if (over.length === 0) return;

    const dead = over.reduce((sum, { count }) => sum + count, 0);
    const numbered = over.map((window, index) => ({
      ...window,
      name: `#window${index}`,
      seen: `:seen${index}`,
    }));
    await this.#update('forget old waits', {
      UpdateExpression: `ADD #waiting :less REMOVE ${numbered.map(({ name }) => name).join(', ')}`,
      ConditionExpression: numbered.map(({ name, seen }) => `${name} = ${seen}`).join(' AND '),
      ExpressionAttributeNames: {
        '#waiting': 'waiting',
        ...Object.fromEntries(numbered.map(({ name, windowSeconds }) => [name, windowName(windowSeconds)])),
      },
      ExpressionAttributeValues: {
        ':less': -dead,
        ...Object.fromEntries(numbered.map(({ seen, count }) => [seen, count])),
      },
    });
  }

  /** The windows as the update left them; or, where its condition did not hold, as they are. */
  async #update(
    operation: string,
    update: Omit<UpdateCommand['input'], 'TableName' | 'Key'>,
  ): Promise<{ isCounted: boolean; windows: readonly Window[] }> {
    const command = new UpdateCommand({
      ...update,
      TableName: this.#table,
      Key: keys.syncWaiters(this.#options.bootId),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes = {} } = await this.#client.send(command);
      return { isCounted: true, windows: windowsOf(Attributes) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException))
        throw new StoreUnavailable(operation, { cause: error });
      const found = Object.entries(error.Item ?? {}).map(([name, value]) => [
        name,
        wireNumber.safeParse(value).data?.N,
      ]);
      return { isCounted: false, windows: windowsOf(Object.fromEntries(found)) };
    }
  }
}

function windowsOf(item: Readonly<Record<string, unknown>>): Window[] {
  return Object.entries(item).flatMap(([name, count]) =>
    name.startsWith(windowPrefix) && typeof count === 'number'
      ? [{ windowSeconds: Number(name.slice(windowPrefix.length)), count }]
      : [],
  );
}
