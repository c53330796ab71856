import * as z from 'zod';
import type { Exchange } from './recording-front.ts';

/** A request of S3 or SQS that is paid for, such as `S3 PUT originals/`. */
export type StorageCall = {
  readonly service: 'S3' | 'SQS';
  readonly operation: string;
  readonly what: string;
};

const received = z.object({ Messages: z.array(z.unknown()).default([]) });

/** `undefined` for what a job does not cause: polls of a queue that find nothing are the queue's own. */
export function storageCallOf({ method, path, headers, answer }: Exchange): StorageCall | undefined {
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const operation = String(target).replace(/^.*\./, '');
    const isEmptyPoll = operation === 'ReceiveMessage' && messagesIn(answer) === 0;
    return isEmptyPoll ? undefined : { service: 'SQS', operation, what: '' };
  }
  const [, , folder = ''] = /^\/([^/?]+)\/([^/?]+)/.exec(path) ?? [];
  return { service: 'S3', operation: method, what: `${folder}/` };
}

function messagesIn(answer: Buffer): number {
  try {
    return received.parse(JSON.parse(answer.toString('utf8'))).Messages.length;
  } catch {
    return 0;
  }
}
