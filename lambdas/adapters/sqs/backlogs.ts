import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../domain/clock.ts';
import type { Backlogs } from '../../domain/generation/backlogs.ts';
import type { Provider } from '../../domain/generation/providers.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

/** SQS counts only about right itself. */
const keptMillis = 2000;

/** Messages of the providers' queues, those that are hidden for a while included. */
export class SqsBacklogs implements Backlogs {
  readonly #client: SQSClient;
  readonly #queueUrls: Readonly<Partial<Record<Provider, string>>>;
  readonly #clock: Clock;
  readonly #kept = new Map<Provider, { readonly count: number; readonly untilMillis: number }>();

  constructor(client: SQSClient, queueUrls: Readonly<Partial<Record<Provider, string>>>, clock: Clock) {
    this.#client = client;
    this.#queueUrls = queueUrls;
    this.#clock = clock;
  }

  async waiting(provider: Provider): Promise<number> {
    const queueUrl = this.#queueUrls[provider];
    if (queueUrl === undefined) return 0;
    const now = this.#clock.nowMillis();
    const kept = this.#kept.get(provider);
    if (kept !== undefined && kept.untilMillis > now) return kept.count;

    const count = await this.#count(queueUrl);
    this.#kept.set(provider, { count, untilMillis: now + keptMillis });
    return count;
  }

  async #count(queueUrl: string): Promise<number> {
    const get = new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    });
    const { Attributes = {} } = await this.#client.send(get).catch((cause: unknown) => {
      throw new StoreUnavailable('count what waits for a provider', { cause });
    });
    const { ApproximateNumberOfMessages: visible = 0, ApproximateNumberOfMessagesNotVisible: hidden = 0 } =
      Attributes;
    return Number(visible) + Number(hidden);
  }
}
