import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { FunctionHost, Invocation } from '../../../local/lambda/invocation.ts';
import { ExecutionHistory } from '../../../local/step-functions/execution-history.ts';
import { ExecutionStore } from '../../../local/step-functions/execution-store.ts';
import { type ExecutionEnd, Executions } from '../../../local/step-functions/executions.ts';
import { TaskTokens } from '../../../local/step-functions/task-tokens.ts';

const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

const definition = {
  StartAt: 'First',
  States: {
    First: {
      Type: 'Task',
      Resource: arn('First'),
      Retry: [
        { ErrorEquals: ['Final'], MaxAttempts: 0 },
        { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2, JitterStrategy: 'FULL' },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Second' }],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'item.$': '$$.Map.Item.Value', 'limit.$': '$.limit' },
      ResultPath: '$.outcomes',
      ItemProcessor: {
        StartAt: 'Wait',
        States: {
          Wait: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            Parameters: {
              QueueUrl: 'http://queue',
              MessageBody: { 'taskToken.$': '$$.Task.Token', 'item.$': '$.item' },
            },
            TimeoutSecondsPath: '$.limit',
            ResultPath: '$.answer',
            Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.loss', Next: 'Lost' }],
            End: true,
          },
          Lost: { Type: 'Pass', Parameters: { 'lost.$': '$.loss' }, End: true },
        },
      },
      Next: 'Second',
    },
    Second: { Type: 'Task', Resource: arn('Second'), End: true },
  },
};

type Answer = (name: string, input: unknown) => Invocation;

/** A queue that keeps what is sent. */
class FakeQueue extends SQSClient {
  readonly sent: { taskToken: string; item: number }[] = [];

  override async send(command: unknown): Promise<never> {
    const { input } = command as { input: { MessageBody: string } };
    this.sent.push(JSON.parse(input.MessageBody));
    return {} as never;
  }
}

function arrange(
  answer: Answer,
  file = join(mkdtempSync(join(tmpdir(), 'executions-')), 'executions.sqlite'),
) {
  const ends: ExecutionEnd[] = [];
  const invoked: string[] = [];
  const tokens = new TaskTokens();
  const queue = new FakeQueue({ region: 'us-east-1' });
  const functions: FunctionHost = {
    invoke: async (name, payload) => {
      invoked.push(name);
      return answer(name, JSON.parse(payload));
    },
    invokeStreaming: () => Promise.reject(new Error('not used')),
    stop: async () => {},
  };
  const store = new ExecutionStore(file);
  const history = new ExecutionHistory(`${file}.history`);
  const executions = new Executions({
    stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine',
    definition,
    store,
    history,
    tasks: { functions, sqs: queue, tokens },
    onEnd: (end) => ends.push(end),
  });
  return { executions, store, history, ends, invoked, tokens, queue, file };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const ok = (payload: unknown): Invocation => ({ ok: true, payload: JSON.stringify(payload) });
const error = (errorName: string): Invocation => ({
  ok: false,
  kind: 'function-error',
  errorName,
  errorMessage: 'why',
});

describe('an execution', () => {
  it('gives every task that waits a token of its own, and goes on with what each is answered', async () => {
    const { executions, ends, queue, tokens } = arrange((name, input) =>
      name === 'First' ? ok({ items: [1, 2], limit: 60 }) : ok(input),
    );
    executions.start('one', '{}');
    await until(() => queue.sent.length === 2);

    for (const { taskToken, item } of queue.sent) tokens.succeed(taskToken, { drawn: item });
    await until(() => ends.length === 1);

    expect(new Set(queue.sent.map(({ taskToken }) => taskToken)).size).toBe(2);
    expect(ends[0]?.status).toBe('SUCCEEDED');
    expect(JSON.parse(ends[0]?.output ?? '')).toMatchObject({
      outcomes: [{ answer: { drawn: 1 } }, { answer: { drawn: 2 } }],
    });
  });

  it('hands on the name and cause of what a worker answers as failure', async () => {
    const { executions, ends, queue, tokens } = arrange((name, input) =>
      name === 'First' ? ok({ items: [1], limit: 60 }) : ok(input),
    );
    executions.start('one', '{}');
    await until(() => queue.sent.length === 1);

    tokens.fail(queue.sent[0]?.taskToken ?? '', 'ModelRefused', '{"stage":"input"}');
    await until(() => ends.length === 1);

    expect(JSON.parse(ends[0]?.output ?? '')).toMatchObject({
      outcomes: [{ lost: { Error: 'ModelRefused', Cause: '{"stage":"input"}' } }],
    });
  });

  it('is remembered state by state, with what failed and for which item', async () => {
    const { executions, history, queue, tokens } = arrange((name, input) =>
      name === 'First' ? ok({ items: [1, 2], limit: 60 }) : ok(input),
    );
    executions.start('one', '{}');
    await until(() => queue.sent.length === 2);
    const [first, second] = queue.sent;
    tokens.succeed(first?.taskToken ?? '', {});
    tokens.fail(second?.taskToken ?? '', 'ModelRefused', '{"stage":"input"}');
    await until(() => history.list('one').some(({ type }) => type === 'ExecutionSucceeded'));

    const events = history.list('one');
    expect(events[0]).toMatchObject({ type: 'ExecutionStarted' });
    expect(events.filter(({ type }) => type === 'TaskFailed')).toMatchObject([
      {
        state: 'Wait',
        itemIndex: (second?.item ?? 0) - 1,
        error: 'ModelRefused',
        cause: '{"stage":"input"}',
      },
    ]);
    const entered = events.filter(({ type }) => type.endsWith('StateEntered')).map(({ state }) => state);
    expect(entered).toEqual(['First', 'Each', 'Wait', 'Wait', 'Lost', 'Second']);
  });

  it("reads a task's time limit from the state's input, and ends the wait with States.Timeout", async () => {
    const { executions, ends } = arrange((name, input) =>
      name === 'First' ? ok({ items: [1], limit: 1 }) : ok(input),
    );
    executions.start('one', '{}');
    await until(() => ends.length === 1);

    expect(JSON.parse(ends[0]?.output ?? '')).toMatchObject({
      outcomes: [{ lost: { Error: 'States.Timeout' } }],
    });
  });

  it('does not repeat an error that is final, and fails with its name where nobody catches it', async () => {
    const { executions, ends, invoked } = arrange((name) => error(name === 'First' ? 'Final' : 'AlsoFinal'));
    executions.start('one', '{}');
    await until(() => ends.length === 1);

    expect(invoked).toEqual(['First', 'Second']);
    expect(ends[0]).toMatchObject({
      status: 'FAILED',
      error: 'AlsoFinal',
      cause: '{"errorType":"AlsoFinal","errorMessage":"why"}',
    });
  });

  it('that was open when the process ended runs again from its start', async () => {
    const first = arrange((name, input) => (name === 'First' ? ok({ items: [1], limit: 60 }) : ok(input)));
    first.executions.start('one', '{}');
    await until(() => first.queue.sent.length === 1);
    first.executions.suspend();
    first.store.close();

    const second = arrange(
      (name, input) => (name === 'First' ? ok({ items: [], limit: 60 }) : ok(input)),
      first.file,
    );

    expect(second.executions.resume()).toBe(1);
    await until(() => second.ends.length === 1);
    expect(second.invoked).toEqual(['First', 'Second']);
    expect(second.ends[0]).toMatchObject({ name: 'one', status: 'SUCCEEDED' });
    expect(second.history.list('one').map(({ type }) => type)).toContain('ExecutionRedriven');
  });

  it('that is stopped is over at once, tells so once, and its tokens are dead', async () => {
    const { executions, ends, queue, tokens } = arrange(() => ok({ items: [1], limit: 60 }));
    executions.start('one', '{}');
    await until(() => queue.sent.length === 1);

    executions.stop('one', 'PastDeadline', 'late');

    expect(ends).toMatchObject([{ status: 'ABORTED', error: 'PastDeadline', cause: 'late' }]);
    expect(tokens.succeed(queue.sent[0]?.taskToken ?? '', {})).toBe(false);
  });
});
