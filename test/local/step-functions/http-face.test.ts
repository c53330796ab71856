import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidExecutionInput,
  InvalidOutput,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { closeServer } from '../../../local/close-server.ts';
import type { FunctionHost, Invocation } from '../../../local/lambda/invocation.ts';
import { listenOnLoopback } from '../../../local/loopback.ts';
import { ExecutionHistory } from '../../../local/step-functions/execution-history.ts';
import { ExecutionStore } from '../../../local/step-functions/execution-store.ts';
import { type ExecutionEnd, Executions } from '../../../local/step-functions/executions.ts';
import { stepFunctionsFace } from '../../../local/step-functions/http-face.ts';
import { TaskTokens } from '../../../local/step-functions/task-tokens.ts';

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:machine:job_1';

const waitForToken = {
  StartAt: 'Wait',
  States: {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'http://queue', MessageBody: { 'taskToken.$': '$$.Task.Token' } },
      TimeoutSecondsPath: '$.limit',
      End: true,
    },
  },
};
const work = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:Work' };
const again = { ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 5 };
const rescue = { ErrorEquals: ['States.ALL'], Next: 'Rescue' };
const rescued = (Rescue: object) => ({
  StartAt: 'Work',
  States: { Work: { ...work, Retry: [again], Catch: [rescue], End: true }, Rescue },
});

let server: Server;
afterEach(() => closeServer(server));

async function serve(
  definition: object,
  answer: () => Promise<Invocation> | Invocation = () => neverAsked(),
) {
  const ends: ExecutionEnd[] = [];
  const sent: string[] = [];
  let invocations = 0;
  const functions: FunctionHost = {
    invoke: async () => {
      invocations += 1;
      return answer();
    },
    invokeStreaming: () => neverAsked(),
    stop: async () => {},
  };
  const tokens = new TaskTokens();
  const home = mkdtempSync(join(tmpdir(), 'face-'));
  const store = new ExecutionStore(join(home, 'executions.sqlite'));
  const history = new ExecutionHistory(join(home, 'history.sqlite'));
  const executions = new Executions({
    stateMachineArn,
    definition,
    store,
    history,
    tasks: { functions, sqs: queueInto(sent), tokens },
    onEnd: (end) => ends.push(end),
  });
  server = createServer(stepFunctionsFace(executions, { store, history }, tokens));
  const client = new SFNClient({
    endpoint: `http://127.0.0.1:${await listenOnLoopback(server, 0)}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const start = (input = '{"limit":60}', name = 'job_1') =>
    client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  const describeJob = () => client.send(new DescribeExecutionCommand({ executionArn }));
  return { client, start, describeJob, ends, sent, store, invocations: () => invocations };
}

function neverAsked(): never {
  throw new Error('This is not asked here.');
}

function queueInto(sent: string[]): SQSClient {
  return new (class extends SQSClient {
    override async send(command: unknown): Promise<never> {
      const { input } = command as { input: { MessageBody: string } };
      sent.push((JSON.parse(input.MessageBody) as { taskToken: string }).taskToken);
      return {} as never;
    }
  })({ region: 'us-east-1' });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe('StartExecution', () => {
  it('answers the same again for the same name and input while it runs', async () => {
    const { start, sent } = await serve(waitForToken);

    const [first, second] = [await start(), await start()];

    expect(second).toMatchObject({ executionArn, startDate: first.startDate });
    expect(sent).toHaveLength(1);
  });

  it('refuses the name with other input, and once the execution is closed', async () => {
    const { client, start, sent } = await serve(waitForToken);
    await start();

    await expect(start('{"limit":61}')).rejects.toThrow(ExecutionAlreadyExists);

    await client.send(new SendTaskSuccessCommand({ taskToken: sent[0], output: '{}' }));
    await expect.poll(() => start().catch((error) => error)).toBeInstanceOf(ExecutionAlreadyExists);
  });

  it('refuses what it cannot run, and keeps nothing of it', async () => {
    const { client, start, store } = await serve(waitForToken);
    const otherMachine = { stateMachineArn: `${stateMachineArn}2`, name: 'job_1' };

    await expect(start('{"limit":')).rejects.toThrow(InvalidExecutionInput);
    await expect(start(`"${'x'.repeat(256 * 1024)}"`)).rejects.toThrow(InvalidExecutionInput);
    await expect(client.send(new StartExecutionCommand(otherMachine))).rejects.toThrow(
      StateMachineDoesNotExist,
    );

    expect(store.running()).toEqual([]);
  });

  it('is tried again by the SDK when it is the store that failed', async () => {
    const { start, store } = await serve(waitForToken);
    store.close();

    await expect(start()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });
});

describe('an answer to a task token', () => {
  it('is taken once, and what it says is the output', async () => {
    const { client, start, describeJob, sent, ends } = await serve(waitForToken);
    await start();
    const answer = new SendTaskSuccessCommand({ taskToken: sent[0], output: '{"key":"a"}' });
    await client.send(new SendTaskHeartbeatCommand({ taskToken: sent[0] }));

    await client.send(answer);

    await expect(client.send(answer)).rejects.toThrow(TaskTimedOut);
    await until(() => ends.length === 1);
    expect(await describeJob()).toMatchObject({ status: 'SUCCEEDED', output: '{"key":"a"}' });
  });

  it('that cannot be one is refused, and the task waits on', async () => {
    const { client, start, sent } = await serve(waitForToken);
    await start();
    const taskToken = sent[0];

    const success = (output: string) => client.send(new SendTaskSuccessCommand({ taskToken, output }));
    await expect(success('{')).rejects.toThrow(InvalidOutput);
    await expect(success(`"${'x'.repeat(256 * 1024)}"`)).rejects.toThrow(InvalidOutput);
    await expect(client.send(new SendTaskFailureCommand({ taskToken: 'abc' }))).rejects.toThrow(InvalidToken);

    await client.send(new SendTaskHeartbeatCommand({ taskToken }));
  });

  it('comes too late once the machine has timed out', async () => {
    const { client, start, describeJob, sent, ends } = await serve({ ...waitForToken, TimeoutSeconds: 1 });
    await start();
    await until(() => ends.length === 1);

    expect(await describeJob()).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    await expect(
      client.send(new SendTaskSuccessCommand({ taskToken: sent[0], output: '{}' })),
    ).rejects.toThrow(TaskTimedOut);
  });
});

describe('StopExecution', () => {
  it('ends an execution between two attempts: nothing is invoked any more, and nothing catches it', async () => {
    const failing = { ok: false, kind: 'function-error', errorName: 'Busy', errorMessage: '' } as const;
    const { client, start, describeJob, ends, invocations } = await serve(
      rescued({ ...work, End: true }),
      () => failing,
    );
    await start('{}');
    await until(() => invocations() === 1);

    await client.send(new StopExecutionCommand({ executionArn, error: 'PastDeadline', cause: 'late' }));
    await pause(100);

    expect(invocations()).toBe(1);
    expect(ends).toHaveLength(1);
    expect(await describeJob()).toMatchObject({ status: 'ABORTED', error: 'PastDeadline', cause: 'late' });
  });

  it('of an execution that nobody started says so', async () => {
    const { client } = await serve(waitForToken);

    await expect(client.send(new StopExecutionCommand({ executionArn }))).rejects.toThrow(
      ExecutionDoesNotExist,
    );
  });
});

describe('a state of more than 256 KB', () => {
  it('fails the execution, and not even States.ALL catches it', async () => {
    const { start, describeJob, ends, invocations } = await serve(rescued({ Type: 'Succeed' }), () => ({
      ok: true,
      payload: JSON.stringify('x'.repeat(256 * 1024)),
    }));
    await start('{}');
    await until(() => ends.length === 1);

    expect(await describeJob()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(invocations()).toBe(1);
  });
});
