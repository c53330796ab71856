import { mkdirSync } from 'node:fs';
import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import { logicalIdIn } from '../assembly/names.ts';
import { startPrivateFauxqs } from './private-fauxqs.ts';

export type Storage = {
  /** SQS and S3 answer here. */
  readonly endpoint: string;
  createQueuesAndBuckets(blueprint: Blueprint): void;
  stop(): Promise<void>;
};

const queueProperties = z.object({
  VisibilityTimeout: z.int().default(30),
  MessageRetentionPeriod: z.int().default(345_600),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.int() }).optional(),
});

/**
 * SQS and S3, in this process, over SQLite in `folder` (the other mode, files by key, lets a key escape the folder).
 * What a former process had received and not deleted would stay hidden until its visibility ends. Its messages need not
 * be waited for: executions that were open run again from their start and send new ones with new tokens, and the sweep
 * at start asks again for every settlement. So queues start empty, but for the dead letters, which are kept for people.
 */
export async function startStorage(folder: string, now: () => number = Date.now): Promise<Storage> {
  mkdirSync(folder, { recursive: true });
  const server = await startPrivateFauxqs(folder, now);

  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    createQueuesAndBuckets(blueprint) {
      for (const { logicalId } of blueprint.all('AWS::S3::Bucket', z.unknown())) {
        server.createBucket(logicalId.toLowerCase());
      }
      const queues = deadLetterQueuesFirst(blueprint);
      const deadLetterQueues = new Set(queues.flatMap(({ properties }) => deadLettersOf(properties) ?? []));
      for (const { logicalId, properties } of queues) {
        // Making a queue again would drop what lies in it.
        if (deadLetterQueues.has(logicalId) && server.inspectQueue(logicalId) !== undefined) continue;
        server.deleteQueue(logicalId);
        server.createQueue(logicalId, { attributes: attributesOf(properties) });
      }
    },
    stop: () => server.stop(),
  };
}

function deadLetterQueuesFirst(blueprint: Blueprint) {
  const queues = blueprint.all('AWS::SQS::Queue', queueProperties);
  const sendsOn = ({ properties }: (typeof queues)[number]) =>
    Number(deadLettersOf(properties) !== undefined);
  return queues.sort((a, b) => sendsOn(a) - sendsOn(b));
}

function deadLettersOf({ RedrivePolicy }: z.output<typeof queueProperties>): string | undefined {
  return RedrivePolicy === undefined ? undefined : logicalIdIn(RedrivePolicy.deadLetterTargetArn);
}

function attributesOf({
  VisibilityTimeout,
  MessageRetentionPeriod,
  RedrivePolicy,
}: z.output<typeof queueProperties>) {
  return {
    VisibilityTimeout: String(VisibilityTimeout),
    MessageRetentionPeriod: String(MessageRetentionPeriod),
    ...(RedrivePolicy === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${logicalIdIn(RedrivePolicy.deadLetterTargetArn)}`,
            maxReceiveCount: RedrivePolicy.maxReceiveCount,
          }),
        }),
  };
}
