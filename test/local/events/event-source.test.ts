import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { startEventSource } from '../../../local/events/event-source.ts';
import { eventSourcesOf } from '../../../local/events/event-sources.ts';
import { rulesOf } from '../../../local/events/rules.ts';
import type { FunctionHost, Invocation } from '../../../local/lambda/invocation.ts';
import { startStorage } from '../../../local/storage/storage.ts';
import { blueprintOf } from '../example-blueprint.ts';

const queueArn = { 'Fn::GetAtt': ['Queue', 'Arn'] };
const resources = {
  Worker: { Type: 'AWS::Lambda::Function' },
  Sweep: { Type: 'AWS::Lambda::Function' },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 360 } },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      EventSourceArn: queueArn,
      FunctionName: { Ref: 'Worker' },
      ScalingConfig: { MaximumConcurrency: 2 },
    },
  },
  EndedBadly: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.states'], detail: { status: ['FAILED', 'ABORTED'] } },
      Targets: [
        {
          Id: 'Target0',
          Arn: queueArn,
          InputTransformer: { InputPathsMap: { name: '$.detail.name' }, InputTemplate: '{"jobId":<name>}' },
        },
      ],
    },
  },
  EveryFiveMinutes: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Sweep', 'Arn'] } }],
    },
  },
};

type SqsEvent = { Records: { messageId: string; body: string; attributes: Record<string, string> }[] };
type Answer = (body: string, event: SqsEvent) => Promise<Invocation> | Invocation;

const done: Invocation = { ok: true, payload: '{"batchItemFailures":[]}' };
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function arrange(answer: Answer) {
  const blueprint = blueprintOf(resources);
  const storage = await startStorage(mkdtempSync(join(tmpdir(), 'events-')));
  closing.push(() => storage.stop());
  storage.createQueuesAndBuckets(blueprint);
  const sqs = new SQSClient({
    endpoint: storage.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const QueueUrl = `${storage.endpoint}/000000000000/Queue`;
  const invoked: { name: string; payload: string }[] = [];
  const functions: FunctionHost = {
    invoke: async (name, payload) => {
      invoked.push({ name, payload });
      const event = JSON.parse(payload) as SqsEvent;
      return answer(event.Records?.[0]?.body ?? '', event);
    },
    invokeStreaming: () => Promise.reject(new Error('not used')),
    stop: async () => {},
  };
  const warnings: string[] = [];
  const dependencies = { sqs, functions, warn: (warning: string) => warnings.push(warning) };
  const queueUrlOf = () => QueueUrl;
  const counts = async () => {
    const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    return (await sqs.send(attributes)).Attributes ?? {};
  };

  return {
    invoked,
    warnings,
    send: (body: object) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) })),
    /** How many messages the queue would hand out now. */
    visibleCount: async () => Number((await counts()).ApproximateNumberOfMessages),
    /** Those in somebody's hands too. */
    messageCount: async () => {
      const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await counts();
      return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
    },
    feed: () => {
      for (const source of eventSourcesOf(blueprint, queueUrlOf)) {
        const running = startEventSource(source, dependencies);
        closing.push(() => running.stop());
      }
    },
    rules: () => {
      const rules = rulesOf({ blueprint, queueUrlOf, ...dependencies });
      closing.push(() => rules.stop());
      return rules;
    },
  };
}

describe('an event source', () => {
  it('hands each message over as Lambda does, and deletes it when it is done', async () => {
    const { send, feed, invoked, messageCount } = await arrange(() => done);
    await send({ jobId: 'job_1' });

    feed();

    await expect.poll(messageCount).toBe(0);
    expect(invoked.map(({ name }) => name)).toEqual(['Worker']);
    expect(JSON.parse(invoked[0]?.payload ?? '')).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: '{"jobId":"job_1"}',
          attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }),
          messageAttributes: {},
          md5OfBody: expect.any(String),
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:Queue',
          awsRegion: 'us-east-1',
        },
      ],
    });
  });

  it('leaves a message in the queue that its function reports as failed', async () => {
    const { send, feed, invoked, messageCount } = await arrange((_, { Records }) => ({
      ok: true,
      payload: JSON.stringify({ batchItemFailures: [{ itemIdentifier: Records[0]?.messageId }] }),
    }));
    await send({ jobId: 'job_1' });

    feed();

    await expect.poll(() => invoked.length).toBe(1);
    expect(await messageCount()).toBe(1);
  });

  it('delivers again at once what a worker that died had in its hands, whatever the visibility timeout', async () => {
    const answers: Invocation[] = [
      { ok: false, kind: 'crash', errorName: 'Runtime.ExitError', errorMessage: 'SIGKILL' },
      done,
    ];
    const { send, feed, messageCount, warnings } = await arrange(() => answers.shift() ?? done);
    await send({ jobId: 'job_1' });

    feed();

    await expect.poll(messageCount, { timeout: 10_000 }).toBe(0);
    expect(warnings).toEqual([expect.stringMatching(/Worker failed .*SIGKILL.*delivered again/)]);
  });

  it('works on no more messages at once than it may, and serves a team that came late in its turn', async () => {
    const order: string[] = [];
    const gates: (() => void)[] = [];
    const { send, feed, visibleCount } = await arrange(async (body) => {
      order.push((JSON.parse(body) as { teamId: string }).teamId);
      await new Promise<void>((resolve) => gates.push(resolve));
      return done;
    });
    for (let count = 0; count < 30; count += 1) await send({ teamId: 'noisy', count });
    await send({ teamId: 'quiet' });

    feed();
    await expect.poll(() => order.length).toBe(2);
    await expect.poll(visibleCount).toBe(0);
    expect(order).toEqual(['noisy', 'noisy']);
    for (let count = 2; count < 6; count += 1) {
      gates.shift()?.();
      await expect.poll(() => order.length).toBe(count + 1);
    }

    expect(order).toContain('quiet');
    for (let freed = 0; freed < 31; freed += 1) gates.shift()?.();
  });
});

describe('the rules', () => {
  it('send what their transformer makes of an event that they match, and nothing of others', async () => {
    const { rules, feed, invoked } = await arrange(() => done);
    const publish = (status: string, name: string) =>
      rules().publish({ source: 'aws.states', detail: { status, name } });

    publish('SUCCEEDED', 'job_1');
    publish('FAILED', 'job_2');
    feed();

    await expect.poll(() => invoked.length).toBe(1);
    expect((JSON.parse(invoked[0]?.payload ?? '') as SqsEvent).Records[0]?.body).toBe('{"jobId":"job_2"}');
  });

  it('on time run once at the start as well', async () => {
    const { rules, invoked } = await arrange(() => done);

    rules().startSchedules();

    await expect.poll(() => invoked.map(({ name }) => name)).toEqual(['Sweep']);
  });

  it.each([
    ['an operator', { EventPattern: { source: [{ prefix: 'aws.' }] }, Targets: [] }, /operator/],
    ['a target', { EventPattern: { source: ['a'] }, Targets: [{ Arn: 'arn:aws:sns:x' }] }, /targets/],
  ])('are refused at the start for %s that the laptop does not know', (_, properties, why) => {
    const blueprint = blueprintOf({ Odd: { Type: 'AWS::Events::Rule', Properties: properties } });
    const sqs = new SQSClient({ region: 'us-east-1' });
    const functions = {
      invoke: async () => done,
      invokeStreaming: () => Promise.reject(),
      stop: async () => {},
    };

    expect(() => rulesOf({ blueprint, sqs, functions, queueUrlOf: String, warn: () => {} })).toThrow(why);
  });
});
