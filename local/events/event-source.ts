import { setTimeout as wait } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { FunctionHost } from '../lambda/invocation.ts';
import { toSqsRecord } from './sqs-record.ts';
import { TurnsByTeam } from './turns-by-team.ts';

export type EventSource = {
  readonly functionName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  /** Invocations at once, at the most. */
  readonly maxConcurrency: number;
};

type Dependencies = {
  readonly sqs: SQSClient;
  readonly functions: FunctionHost;
  readonly warn: (message: string) => void;
};

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) })
  .nullable();

/**
 * Feeds a function from a queue, as an event source mapping with a batch size of 1 does. Received messages wait here for
 * their turn only while all places are taken, and teams are served in turn.
 */
export function startEventSource(
  source: EventSource,
  { sqs, functions, warn }: Dependencies,
): { stop(): void } {
  const stopped = new AbortController();
  const waiting = new TurnsByTeam<Message>(({ Body }) => teamOf(Body));
  let running = 0;
  void poll();

  return { stop: () => stopped.abort() };

  async function poll(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        // As many again as there are places may wait here; the rest waits in the queue.
        if (waiting.size >= source.maxConcurrency) await wait(20, undefined, { signal: stopped.signal });
        else await receive();
      } catch (error) {
        if (stopped.signal.aborted) return;
        warn(`The queue of ${source.functionName} could not be read: ${String(error)}`);
        await wait(500);
      }
    }
  }

  async function receive(): Promise<void> {
    const received = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: source.queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 5,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: stopped.signal },
    );
    for (const message of received.Messages ?? []) waiting.add(message);
    startNext();
  }

  function startNext(): void {
    while (running < source.maxConcurrency && !stopped.signal.aborted) {
      const message = waiting.next();
      if (message === undefined) return;
      running += 1;
      void handle(message).finally(() => {
        running -= 1;
        startNext();
      });
    }
  }

  async function handle(message: Message): Promise<void> {
    try {
      const event = { Records: [toSqsRecord(message, source.queueArn)] };
      const answer = await functions.invoke(source.functionName, JSON.stringify(event));
      if (stopped.signal.aborted) return;
      if (!answer.ok) return await showAgain(message, `${answer.errorName}: ${answer.errorMessage}`);

      const failed = batchResponse.parse(JSON.parse(answer.payload))?.batchItemFailures ?? [];
      if (!failed.some(({ itemIdentifier }) => itemIdentifier === message.MessageId)) await remove(message);
    } catch (error) {
      warn(`A message of ${source.functionName} could not be handled: ${String(error)}`);
    }
  }

  /** In AWS the message stays hidden until its visibility ends. Here we know that its worker is gone: one second. */
  async function showAgain(message: Message, why: string): Promise<void> {
    warn(`${source.functionName} failed (${why}); its message is delivered again.`);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: source.queueUrl,
        ReceiptHandle: message.ReceiptHandle,
        VisibilityTimeout: 1,
      }),
    );
  }

  async function remove({ ReceiptHandle }: Message): Promise<void> {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: source.queueUrl, ReceiptHandle }));
  }
}

const teamBody = z.object({ teamId: z.string() });

function teamOf(body: string | undefined): string {
  try {
    return teamBody.parse(JSON.parse(body ?? '')).teamId;
  } catch {
    return '';
  }
}
