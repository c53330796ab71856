import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { StepFunctionsJobRunner } from '../../../lambdas/adapters/step-functions/job-runner.ts';
import { StepFunctionsSampleReplies } from '../../../lambdas/adapters/step-functions/sample-replies.ts';
import { ModelFailed } from '../../../lambdas/domain/generation/errors.ts';
import type { SampleReplies } from '../../../lambdas/domain/generation/sample-replies.ts';
import type { JobRunner } from '../../../lambdas/domain/jobs/job-runner.ts';
import { closeServer } from '../../../local/close-server.ts';
import { listenOnLoopback } from '../../../local/loopback.ts';
import { ExecutionHistory } from '../../../local/step-functions/execution-history.ts';
import { ExecutionStore } from '../../../local/step-functions/execution-store.ts';
import { Executions } from '../../../local/step-functions/executions.ts';
import { stepFunctionsFace } from '../../../local/step-functions/http-face.ts';
import { TaskTokens } from '../../../local/step-functions/task-tokens.ts';
import { WorkflowEngine } from '../workflow-engine.ts';
import { repliesOf, runnerOf } from '../workflow-ports.ts';
import { soundWorld } from './sound-world.ts';

type Workflow = {
  readonly runner: JobRunner;
  readonly replies: SampleReplies;
  readonly run: <Result>(work: Promise<Result>) => Promise<Result>;
  /** Names of executions that ended badly. */
  readonly endedBadly: readonly string[];
  /** Tokens that were sent and not taken. */
  readonly sent: readonly string[];
  /** Takes the next token. */
  readonly token: () => Promise<string>;
};

const definition = {
  StartAt: 'Limit',
  States: {
    Limit: { Type: 'Pass', Parameters: { limit: 60 }, Next: 'Wait' },
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'http://queue', MessageBody: { 'taskToken.$': '$$.Task.Token' } },
      TimeoutSecondsPath: '$.limit',
      End: true,
    },
  },
};
const job = { jobId: 'job_1', teamId: 'team_a', requestId: 'request-1' };
const original = {
  originalKey: 'key',
  mimeType: 'image/png',
  model: null,
  drawnAspectRatio: null,
  costMicroUsd: null,
};

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function twin(): Promise<Workflow> {
  const { scheduler, process, run } = soundWorld();
  const sent: string[] = [];
  const endedBadly: string[] = [];
  const engine = new WorkflowEngine({
    scheduler,
    machine: definition,
    invoke: () => Promise.reject(new Error('This is not asked here.')),
    send: async (_, body) => void sent.push(String(body['taskToken'])),
    started: () => undefined,
    endedBadly: (name) => void endedBadly.push(name),
  });
  return {
    runner: runnerOf(process, engine),
    replies: repliesOf(process, engine),
    run,
    endedBadly,
    sent,
    token: async () => {
      while (sent.length === 0) await run(scheduler.sleep(100));
      return sent.shift() ?? '';
    },
  };
}

async function laptop(): Promise<Workflow> {
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
  const sent: string[] = [];
  const endedBadly: string[] = [];
  const tokens = new TaskTokens();
  const home = mkdtempSync(join(tmpdir(), 'workflow-'));
  const store = new ExecutionStore(join(home, 'executions.sqlite'));
  const history = new ExecutionHistory(join(home, 'history.sqlite'));
  const executions = new Executions({
    stateMachineArn,
    definition,
    store,
    history,
    tasks: {
      functions: { invoke: () => Promise.reject(new Error('This is not asked here.')) },
      sqs: queueInto(sent),
      tokens,
    },
    onEnd: ({ name, status }) => status !== 'SUCCEEDED' && endedBadly.push(name),
  });
  const server = createServer(stepFunctionsFace(executions, { store, history }, tokens));
  const client = new SFNClient({
    endpoint: `http://127.0.0.1:${await listenOnLoopback(server, 0)}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  closing.push(async () => {
    client.destroy();
    await closeServer(server);
  });
  return {
    runner: new StepFunctionsJobRunner(client, stateMachineArn),
    replies: new StepFunctionsSampleReplies(client),
    run: (work) => work,
    endedBadly,
    sent,
    token: async () => {
      while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return sent.shift() ?? '';
    },
  };
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

describe.each([
  ['the twin', twin],
  ['the laptop', laptop],
])('the workflow engine of %s', (_, open) => {
  it('knows an execution by its name, and runs it once, however often it is started', async () => {
    const { runner, run, token, sent } = await open();

    expect(await run(runner.status('job_1'))).toBe('unknown');
    await run(runner.start(job));
    const first = await token();
    await run(runner.start(job));

    expect(await run(runner.status('job_1'))).toBe('running');
    await run(pause());
    expect(first).not.toBe('');
    expect(sent).toEqual([]);
  });

  it('takes one answer for a token, and calls every other stale', async () => {
    const { runner, replies, run, token, endedBadly } = await open();
    await run(runner.start(job));
    const sent = await token();

    expect(await run(replies.arrived(sent, original))).toBe('accepted');
    expect(await run(replies.arrived(sent, original))).toBe('stale');
    expect(await run(replies.lost(sent, new ModelFailed('broken')))).toBe('stale');
    expect(await until(() => run(runner.status('job_1')), 'closed')).toBe('closed');
    expect(await run(runner.start(job))).toBe('already-started');
    expect(endedBadly).toEqual([]);
  });

  it('ends badly on a loss that nobody catches, and says so once', async () => {
    const { runner, replies, run, token, endedBadly } = await open();
    await run(runner.start(job));

    expect(await run(replies.lost(await token(), new ModelFailed('broken')))).toBe('accepted');
    await until(() => run(runner.status('job_1')), 'closed');
    expect(endedBadly).toEqual(['job_1']);
  });

  it('calls the tokens of a stopped execution stale, and stops nothing twice', async () => {
    const { runner, replies, run, token, endedBadly } = await open();
    await run(runner.start(job));
    const sent = await token();

    await run(runner.stop('job_1', 'by hand'));
    await run(runner.stop('job_1', 'by hand'));
    await run(runner.stop('job_2', 'by hand'));

    expect(await run(runner.status('job_1'))).toBe('closed');
    expect(await run(replies.arrived(sent, original))).toBe('stale');
    expect(endedBadly).toEqual(['job_1']);
  });
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

async function until<Value>(read: () => Promise<Value>, wanted: Value): Promise<Value> {
  for (let tries = 0; ; tries += 1) {
    const value = await read();
    if (value === wanted || tries === 100) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
