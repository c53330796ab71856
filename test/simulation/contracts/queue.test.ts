import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { putBackOn } from '../../../lambdas/adapters/sqs/put-back.ts';
import { type BatchResponse, sqsEvent } from '../../../lambdas/queue/sqs-event.ts';
import { startEventSource } from '../../../local/events/event-source.ts';
import { startStorage } from '../../../local/storage/storage.ts';
import { blueprintOf } from '../../local/example-blueprint.ts';
import { QueueTwin } from '../queue-twin.ts';
import { soundWorld } from './sound-world.ts';

/** What a consumer does with the n-th delivery of a message, from 1. */
type Handle = (delivery: number) => 'done' | 'failed' | 'dies' | { readonly backAfterSeconds: number };

type Queue = {
  readonly send: (body: string) => Promise<void>;
  /** Every delivery, in seconds since the first. */
  readonly deliveredAtSeconds: readonly number[];
  /** Lets so much time pass. */
  readonly pass: (seconds: number) => Promise<void>;
};

const visibilitySeconds = 1;
const closing: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** Notes deliveries, and answers them as `handle` says. */
function consumer(handle: Handle, nowMillis: () => number) {
  const at: number[] = [];
  const deliveredAtSeconds: number[] = [];
  const consume = async (
    event: object,
    putBack: (receiptHandle: string, seconds: number) => void | Promise<void>,
  ): Promise<BatchResponse> => {
    const [record] = sqsEvent.parse(event).Records;
    if (record === undefined) throw new Error('An event has no record.');
    at.push(nowMillis());
    deliveredAtSeconds.push((nowMillis() - (at[0] ?? 0)) / 1000);
    const end = handle(at.length);
    if (end === 'dies') throw new Error('The consumer died.');
    if (typeof end === 'object') await putBack(record.receiptHandle, end.backAfterSeconds);
    return { batchItemFailures: end === 'done' ? [] : [{ itemIdentifier: record.messageId }] };
  };
  return { deliveredAtSeconds, consume };
}

async function twin(handle: Handle): Promise<Queue> {
  const { scheduler } = soundWorld();
  const { deliveredAtSeconds, consume } = consumer(handle, () => scheduler.nowMillis);
  const queue = new QueueTwin({ scheduler, visibilitySeconds, duplicatesPercent: () => 0, consume });
  return {
    send: async (body) => queue.send(body),
    deliveredAtSeconds,
    pass: (seconds) => scheduler.runUntil(scheduler.nowMillis + seconds * 1000),
  };
}

async function sqs(handle: Handle): Promise<Queue> {
  const storage = await startStorage(mkdtempSync(join(tmpdir(), 'queue-')));
  const properties = { VisibilityTimeout: visibilitySeconds };
  storage.createQueuesAndBuckets(blueprintOf({ Queue: { Type: 'AWS::SQS::Queue', Properties: properties } }));
  const client = new SQSClient({
    endpoint: storage.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const QueueUrl = `${storage.endpoint}/000000000000/Queue`;
  const { deliveredAtSeconds, consume } = consumer(handle, Date.now);
  const source = startEventSource(
    {
      functionName: 'Worker',
      queueArn: 'arn:aws:sqs:us-east-1:000000000000:Queue',
      queueUrl: QueueUrl,
      maxConcurrency: 2,
      visibilityTimeoutSeconds: visibilitySeconds,
    },
    {
      sqs: client,
      functions: {
        invoke: async (_, payload) => {
          try {
            const response = await consume(JSON.parse(payload) as object, putBackOn(client, QueueUrl));
            return { ok: true, payload: JSON.stringify(response) };
          } catch (error) {
            return { ok: false, kind: 'crash', errorName: 'Error', errorMessage: String(error) };
          }
        },
        invokeStreaming: () => Promise.reject(new Error('This is not asked here.')),
        stop: async () => {},
      },
      warn: () => undefined,
    },
  );
  closing.push(() => storage.stop());
  closing.push(() => client.destroy());
  closing.push(() => source.stop());
  return {
    send: async (MessageBody) => void (await client.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
    deliveredAtSeconds,
    pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  };
}

async function deliveries(queue: Queue, count: number): Promise<void> {
  while (queue.deliveredAtSeconds.length < count) await queue.pass(0.05);
}

describe.each([
  ['the twin', twin],
  ['SQS', sqs],
])('a message in %s', (_, open) => {
  it('that is dealt with comes once', async () => {
    const queue = await open(() => 'done');
    await queue.send('{}');
    await queue.pass(2.5);

    expect(queue.deliveredAtSeconds).toEqual([0]);
  });

  it.each(['failed', 'dies'] as const)(
    'comes again after its visibility when the consumer %s',
    async (end) => {
      const queue = await open((delivery) => (delivery === 1 ? end : 'done'));
      await queue.send('{}');
      await queue.pass(4);

      expect(queue.deliveredAtSeconds).toHaveLength(2);
      expect(queue.deliveredAtSeconds[1]).toBeGreaterThanOrEqual(0.9);
    },
  );

  it('that is put back comes again, and not before its time', async () => {
    const queue = await open((delivery) => (delivery === 1 ? { backAfterSeconds: 2 } : 'done'));
    await queue.send('{}');
    await deliveries(queue, 2);

    expect(queue.deliveredAtSeconds[1]).toBeGreaterThanOrEqual(1.9);
  });
});
