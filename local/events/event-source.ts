import { setTimeout as wait } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  MessageNotInflight,
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
  /** The queue's own: so long a received message is hidden. */
  readonly visibilityTimeoutSeconds: number;
};

type Dependencies = {
  readonly sqs: SQSClient;
  readonly functions: FunctionHost;
  readonly warn: (message: string) => void;
};

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) })
  .nullable();

type Received = { readonly message: Message; readonly receivedAtMillis: number };

/** So many messages may wait here for their turn; AWS lets twelve times as many be in flight. */
const waitingLimit = 10_000;

/** A message that waited longer than this is hidden anew before its work begins. */
const freshMillis = 1000;

/**
 * Feeds a function from a queue, as an event source mapping with a batch size of 1 does. SQS serves the groups of a queue
 * in turn; fauxqs knows no groups, and the order of the queue is who came first. So messages are taken out as they come,
 * wait here, and teams are served in turn. One that waits until it is visible again is received again, and keeps its place.
 */
export function startEventSource(
  source: EventSource,
  { sqs, functions, warn }: Dependencies,
): { stop(): void } {
  const stopped = new AbortController();
  const waiting = new TurnsByTeam<Received>(
    ({ message }) => teamOf(message.Body),
    ({ message }) => message.MessageId,
  );
  let running = 0;
  void poll();

  return { stop: () => stopped.abort() };

  async function poll(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        if (waiting.size >= waitingLimit) await wait(100, undefined, { signal: stopped.signal });
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
    for (const message of received.Messages ?? []) waiting.add({ message, receivedAtMillis: Date.now() });
    startNext();
  }

  function startNext(): void {
    while (running < source.maxConcurrency && !stopped.signal.aborted) {
      const next = waiting.next();
      if (next === undefined) return;
      running += 1;
      void handle(next).finally(() => {
        running -= 1;
        startNext();
      });
    }
  }

  async function handle({ message, receivedAtMillis }: Received): Promise<void> {
    try {
      const isFresh = Date.now() - receivedAtMillis < freshMillis;
      if (!isFresh && !(await hideAnew(message))) return;
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

  /** Its worker has the whole time. False when it is visible again: then it is received again, and has its turn then. */
  async function hideAnew(message: Message): Promise<boolean> {
    try {
      await hide(message, source.visibilityTimeoutSeconds);
      return true;
    } catch (error) {
      if (error instanceof MessageNotInflight) return false;
      throw error;
    }
  }

  /** In AWS the message stays hidden until its visibility ends. Here we know that its worker is gone: one second. */
  async function showAgain(message: Message, why: string): Promise<void> {
    warn(`${source.functionName} failed (${why}); its message is delivered again.`);
    await hide(message, 1);
  }

  async function hide({ ReceiptHandle }: Message, seconds: number): Promise<void> {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: source.queueUrl,
        ReceiptHandle,
        VisibilityTimeout: seconds,
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
