import { expect, it } from 'vitest';
import { countWaits } from '../../../lambdas/queue/generate/count-waits.ts';

const now = Date.parse('2026-11-23T09:00:10.000Z');
const message = (sentAt?: string) => ({
  messageId: 'message-1',
  receiptHandle: 'r',
  body: '{}',
  ...(sentAt === undefined
    ? {}
    : { attributes: { SentTimestamp: String(Date.parse(sentAt)), ApproximateReceiveCount: '7' } }),
});

function counted(event: unknown): readonly number[] {
  const waits: number[] = [];
  countWaits(event, now, (seconds) => waits.push(seconds));
  return waits;
}

it('a sample has waited since its message was sent, however often it was put back', () => {
  expect(counted({ Records: [message('2026-11-23T08:50:10.000Z')] })).toEqual([600]);
});

it('a clock that runs behind makes no wait negative, and what has no time is not counted', () => {
  expect(counted({ Records: [message('2026-11-23T09:00:11.000Z'), message()] })).toEqual([0]);
  expect(counted({ source: 'aws.events' })).toEqual([]);
});
