import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { ProviderState } from '../../domain/generation/provider-state.ts';
import type { ProviderStates } from '../../domain/generation/provider-states.ts';
import type { Provider } from '../../domain/generation/providers.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys } from './keys.ts';
import { readItem } from './read-item.ts';

/** The stored shape. `version` tells that somebody else changed it; `imagesPerMinute` is there once an operator set it. */
export const providerStateRecord = z.object({
  version: z.int(),
  imagesPerMinute: z.number().positive().optional(),
  nextSlotMillis: z.number(),
  pausedUntilMillis: z.number(),
  closures: z.array(
    z.object({
      model: z.string().nullable(),
      why: z.enum(['credentials', 'billing', 'model-gone']),
      untilMillis: z.number(),
    }),
  ),
});

type Stored = z.output<typeof providerStateRecord>;

const untouched: Stored = { version: 0, nextSlotMillis: 0, pausedUntilMillis: 0, closures: [] };

/** Dozens of workers may want a slot at once; each round one of them wins. */
const maxRounds = 50;

export class DynamoProviderStates implements ProviderStates {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #usualRates: Readonly<Partial<Record<Provider, number | null>>>;

  /** `usualRates`: pictures a minute, as long as no operator has set another. */
  constructor(
    client: DynamoDBDocumentClient,
    catalogueTable: string,
    clock: Clock,
    usualRates: Readonly<Partial<Record<Provider, number | null>>>,
  ) {
    this.#client = client;
    this.#table = catalogueTable;
    this.#clock = clock;
    this.#usualRates = usualRates;
  }

  async find(provider: Provider): Promise<ProviderState> {
    return this.#stateOf(provider, await this.#read(provider));
  }

  async change<Result extends { readonly state: ProviderState }>(
    provider: Provider,
    change: (state: ProviderState) => Result,
  ): Promise<Result> {
    return this.#update(provider, (stored) => {
      const before = this.#stateOf(provider, stored);
      const result = change(before);
      const { imagesPerMinute: _, ...state } = result.state;
      const next = { ...stored, ...state, closures: [...state.closures] };
      return { next: result.state === before ? stored : next, result };
    });
  }

  /** Sets how fast an operator wants the provider to be asked; `null` goes back to the usual. */
  async setRate(provider: Provider, imagesPerMinute: number | null): Promise<void> {
    await this.#update(provider, ({ imagesPerMinute: _, ...others }) => {
      const rate = imagesPerMinute === null ? {} : { imagesPerMinute };
      // What was reserved at the old pace would otherwise hold up the new one.
      return { next: { ...others, ...rate, nextSlotMillis: 0 }, result: undefined };
    });
  }

  /** What is given back as it was read is not written. */
  async #update<Result>(
    provider: Provider,
    change: (stored: Stored) => { readonly next: Stored; readonly result: Result },
  ): Promise<Result> {
    for (let round = 1; round <= maxRounds; round += 1) {
      const stored = await this.#read(provider);
      const { next, result } = change(stored);
      if (next === stored || (await this.#put(provider, next))) return result;
      await this.#clock.sleepAtMost(20 * Math.min(round, 10));
    }
    throw new StoreUnavailable(`change the state of ${provider}: too many others do`);
  }

  async #read(provider: Provider): Promise<Stored> {
    const key = keys.provider(provider);
    return (await readItem(this.#client, this.#table, key, providerStateRecord)) ?? untouched;
  }

  #stateOf(provider: Provider, { version: _, imagesPerMinute, ...stored }: Stored): ProviderState {
    return { ...stored, imagesPerMinute: imagesPerMinute ?? this.#usualRates[provider] ?? null };
  }

  /** False when another's change came first: `version` is still the one that was read. */
  async #put(provider: Provider, { version, ...state }: Stored): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...keys.provider(provider), ...state, version: version + 1 },
      ConditionExpression: 'attribute_not_exists(pk) OR version = :seen',
      ExpressionAttributeValues: { ':seen': version },
    });
    try {
      await this.#client.send(put);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw new StoreUnavailable(`change the state of ${provider}`, { cause: error });
    }
  }
}
