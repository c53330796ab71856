import type { BatchResponse } from '../../lambdas/queue/sqs-event.ts';
import type { Scheduler } from './scheduler.ts';

type Message = {
  readonly id: string;
  readonly body: string;
  isDeleted: boolean;
  visibleAtMillis: number;
  receives: number;
};

export type QueueParts = {
  readonly scheduler: Scheduler;
  readonly visibilitySeconds: number;
  /** Of a hundred deliveries, how many come twice. */
  readonly duplicatesPercent: () => number;
  /** Rejects when the consumer dies. */
  readonly consume: (
    event: object,
    putBack: (receiptHandle: string, seconds: number) => void,
  ) => Promise<BatchResponse>;
};

/** A standard queue of SQS: at least once, in any order, one message to an invocation. */
export class QueueTwin {
  readonly #parts: QueueParts;
  readonly #messages = new Map<string, Message>();

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  send(body: string): void {
    const id = `message-${this.#messages.size + 1}`;
    const message: Message = { id, body, isDeleted: false, visibleAtMillis: 0, receives: 0 };
    this.#messages.set(id, message);
    const { scheduler, duplicatesPercent } = this.#parts;
    this.#deliverAfter(message, scheduler.latencyMillis());
    if (scheduler.chance() * 100 < duplicatesPercent())
      this.#deliverAfter(message, scheduler.chance() * 60_000);
  }

  #deliverAfter(message: Message, millis: number): void {
    this.#parts.scheduler.after(millis, () => void this.#deliver(message));
  }

  async #deliver(message: Message): Promise<void> {
    if (message.isDeleted) return;
    const { scheduler, visibilitySeconds, consume } = this.#parts;
    message.receives += 1;
    message.visibleAtMillis = scheduler.nowMillis + visibilitySeconds * 1000;
    const record = { messageId: message.id, receiptHandle: message.id, body: message.body };
    const putBack = (_: string, seconds: number) => {
      message.visibleAtMillis = scheduler.nowMillis + Math.max(1, seconds) * 1000;
    };

    const response = await consume({ Records: [record] }, putBack).catch(() => undefined);
    if (response !== undefined && response.batchItemFailures.length === 0) message.isDeleted = true;
    else this.#deliverAfter(message, Math.max(0, message.visibleAtMillis - scheduler.nowMillis));
  }
}
