import { sqsEvent } from '../sqs-event.ts';

/**
 * Tells how long the samples of an event have waited since they were sent, however often they were put back meanwhile. The
 * queue's own age of its oldest message leaves out what was received three times, as each sample is that only waits its turn.
 */
export function countWaits(event: unknown, nowMillis: number, count: (seconds: number) => void): void {
  for (const { attributes } of sqsEvent.safeParse(event).data?.Records ?? []) {
    const { SentTimestamp } = attributes;
    if (SentTimestamp !== undefined) count(Math.max(0, nowMillis - SentTimestamp) / 1000);
  }
}
