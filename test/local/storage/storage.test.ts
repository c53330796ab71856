import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Storage, startStorage } from '../../../local/storage/storage.ts';
import { blueprintOf } from '../example-blueprint.ts';

const blueprint = blueprintOf({
  WorkBucket: { Type: 'AWS::S3::Bucket' },
  Queue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 360,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 10 },
    },
  },
  DeadLetters: { Type: 'AWS::SQS::Queue' },
});

let storage: Storage;
afterEach(() => storage.stop());

async function start(folder = mkdtempSync(join(tmpdir(), 'storage-'))) {
  storage = await startStorage(folder);
  storage.createQueuesAndBuckets(blueprint);
  const client = {
    endpoint: storage.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  };
  const sqs = new SQSClient(client);
  const queueUrl = (name: string) => `${storage.endpoint}/000000000000/${name}`;
  return {
    folder,
    s3: new S3Client({ ...client, forcePathStyle: true }),
    send: (queue: string, body: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(queue), MessageBody: body })),
    receive: async (queue: string) => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl(queue) }));
      return Messages.map(({ Body }) => Body);
    },
  };
}

const object = { Bucket: 'workbucket', Key: 'originals/a.png' };

describe('the storage of the laptop', () => {
  it('keeps objects over a restart, larger ones than 11 MiB too', async () => {
    const first = await start();
    await first.s3.send(new PutObjectCommand({ ...object, Body: Buffer.alloc(12 * 1024 * 1024, 7) }));
    await storage.stop();

    const second = await start(first.folder);

    const { ContentLength } = await second.s3.send(new GetObjectCommand(object));
    expect(ContentLength).toBe(12 * 1024 * 1024);
  });

  it('refuses what it does not know, instead of writing over the object', async () => {
    const { s3 } = await start();
    await s3.send(new PutObjectCommand({ ...object, Body: 'picture' }));

    const tagging = new PutObjectTaggingCommand({ ...object, Tagging: { TagSet: [] } });
    await expect(s3.send(tagging)).rejects.toThrow(/does not know \?tagging/);

    const { Body } = await s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('picture');
  });

  it('refuses a form without a policy and stores nothing', async () => {
    const { s3 } = await start();
    const body = new FormData();
    body.set('key', object.Key);
    body.set('file', new Blob(['picture']));

    const answer = await fetch(`${storage.endpoint}/workbucket`, { method: 'POST', body });

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
    await expect(s3.send(new HeadObjectCommand(object))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('refuses forms to other addresses than a bucket, for their policies would not be checked', async () => {
    await start();
    const answers = ['workbucket/originals/a.png', 'workbucket?uploads', ''].map(async (path) => {
      const body = new FormData();
      body.set('key', object.Key);
      return (await fetch(`${storage.endpoint}/${path}`, { method: 'POST', body })).status;
    });

    expect(await Promise.all(answers)).toEqual([501, 501, 501]);
  });

  it('starts with empty queues, for their messages are sent again, but keeps dead letters for people', async () => {
    const first = await start();
    await first.send('Queue', 'of the last boot');
    await first.receive('Queue');
    await first.send('DeadLetters', 'nobody could settle this');
    await storage.stop();

    const second = await start(first.folder);
    await second.send('Queue', 'of this boot');

    expect(await second.receive('Queue')).toEqual(['of this boot']);
    expect(await second.receive('DeadLetters')).toEqual(['nobody could settle this']);
  });
});
