import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startFunctionHost } from '../../../local/lambda/function-host.ts';
import { functionBundle } from './function-bundle.ts';

const wait = 'const wait = (millis) => new Promise((done) => setTimeout(done, millis));';
const functions = [
  functionBundle(
    'echo',
    `exports.handler = async (event, context) => ({ event, context, environment: process.env,
      remainingMillis: context.getRemainingTimeInMillis(), pid: process.pid });`,
    { environment: { GIVEN: 'by the template' } },
  ),
  functionBundle('burst', 'exports.handler = async () => ({ pid: process.pid });'),
  functionBundle(
    'fail',
    `let runs = 0;
    class NoImageArrived extends Error { name = 'NoImageArrived' }
    exports.handler = async () => { throw new NoImageArrived('nothing came, run ' + ++runs) };`,
  ),
  functionBundle('exit', 'exports.handler = async () => process.exit(7);'),
  functionBundle('hang', 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));', {
    timeoutSeconds: 0.5,
  }),
  functionBundle('stall', 'exports.handler = () => new Promise(() => {});'),
  functionBundle('broken', 'throw new TypeError("no such module");'),
  functionBundle('large', `exports.handler = async () => 'x'.repeat(6_291_556 - 1);`),
  functionBundle(
    'hungry',
    'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5)); };',
  ),
  functionBundle(
    'meet',
    `${wait} const fs = require('node:fs');
    exports.handler = async ({ folder, count }) => {
      fs.writeFileSync(folder + '/' + process.pid, '');
      while (fs.readdirSync(folder).length < count) await wait(20);
      return process.pid;
    };`,
    { timeoutSeconds: 120 },
  ),
  functionBundle(
    'interrupted',
    `${wait} exports.handler = async () => { process.kill(process.pid, 'SIGINT'); await wait(50); return 'alive' };`,
  ),
  functionBundle('single', `${wait} exports.handler = async () => { await wait(200); return 'done' };`, {
    reservedConcurrency: 1,
  }),
  functionBundle('talk', `exports.handler = async () => { console.log('said'); console.error('shouted') };`),
];

const lines: string[] = [];
const host = startFunctionHost(functions, { write: (name, line) => lines.push(`${name}: ${line}`) });
afterAll(() => host.stop());

async function answerOf(name: string, payload = '{}') {
  const answer = await host.invoke(name, payload);
  if (!answer.ok) throw new Error(`${answer.errorName}: ${answer.errorMessage}`);
  return JSON.parse(answer.payload);
}

describe('the function host', () => {
  it("gives a function Lambda's environment and the template's, and nothing of ours", async () => {
    const { event, environment } = await answerOf('echo', '{"a":"ก"}');

    expect(event).toEqual({ a: 'ก' });
    expect(environment).toMatchObject({
      GIVEN: 'by the template',
      AWS_LAMBDA_FUNCTION_NAME: 'echo',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_REGION: 'us-east-1',
    });
    expect(environment).not.toHaveProperty('HOME');
    expect(environment).not.toHaveProperty('VITEST');
  });

  it('tells a function who it is and how long it has', async () => {
    const { context, remainingMillis } = await answerOf('echo');

    expect(context.invokedFunctionArn).toBe('arn:aws:lambda:us-east-1:000000000000:function:echo');
    expect(context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(context.xRayTraceId).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    expect(remainingMillis).toBeGreaterThan(20_000);
    expect(remainingMillis).toBeLessThanOrEqual(30_000);
  });

  it('keeps a process warm for the next invocation, also after an error', async () => {
    const pids = [(await answerOf('echo')).pid, (await answerOf('echo')).pid];
    const failures = [await host.invoke('fail', '{}'), await host.invoke('fail', '{}')];

    expect(pids[0]).toBe(pids[1]);
    expect(failures).toEqual(
      [1, 2].map((run) => ({
        ok: false,
        kind: 'function-error',
        errorName: 'NoImageArrived',
        errorMessage: `nothing came, run ${run}`,
      })),
    );
  });

  it('runs 64 invocations of one function at the same time, each in a process of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'darkroom-meeting-'));
    const payload = JSON.stringify({ folder, count: 64 });

    const pids = await Promise.all(Array.from({ length: 64 }, () => answerOf('meet', payload)));

    expect(new Set(pids).size).toBe(64);
  });

  it('starts fewer processes than a burst has invocations, when the first are done before the last begin', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => answerOf('burst')));

    expect(new Set(answers.map(({ pid }) => pid)).size).toBeLessThan(200);
  });

  it('tells a crash at once, and starts anew afterwards', async () => {
    const crashes = [await host.invoke('exit', '{}'), await host.invoke('exit', '{}')];

    for (const crash of crashes) {
      expect(crash).toMatchObject({ kind: 'crash', errorName: 'Runtime.ExitError' });
      expect(crash).toMatchObject({ errorMessage: expect.stringContaining('exit status 7') });
    }
  });

  it('tells of a function that waits for nothing, without waiting itself', async () => {
    expect(await host.invoke('stall', '{}')).toMatchObject({ kind: 'crash' });
  });

  it('lets a function have the memory that it was given', async () => {
    expect(await host.invoke('hungry', '{}')).toMatchObject({ kind: 'crash' });
  });

  it('kills a function at its timeout', async () => {
    expect(await host.invoke('hang', '{}')).toEqual({
      ok: false,
      kind: 'timeout',
      errorName: 'Sandbox.Timedout',
      errorMessage: 'Task timed out after 0.50 seconds',
    });
  });

  it('tells why a bundle does not load', async () => {
    expect(await host.invoke('broken', '{}')).toMatchObject({
      kind: 'function-error',
      errorName: 'TypeError',
      errorMessage: 'no such module',
    });
  });

  it('throttles what is over the reserved concurrency', async () => {
    const answers = await Promise.all([host.invoke('single', '{}'), host.invoke('single', '{}')]);

    expect(answers).toMatchObject([{ ok: true }, { ok: false, kind: 'throttled' }]);
    expect(await answerOf('single')).toBe('done');
  });

  it('refuses what is over the limits of Lambda, on the way in and out', async () => {
    expect(await host.invoke('echo', JSON.stringify('x'.repeat(6_291_456)))).toMatchObject({
      kind: 'too-large',
      errorName: 'RequestTooLarge',
    });
    expect(await host.invoke('large', '{}')).toMatchObject({
      kind: 'function-error',
      errorName: 'Function.ResponseSizeTooLarge',
    });
  });

  it('hands on what a function writes, line by line', async () => {
    await answerOf('talk');

    const talk = lines.filter((line) => line.startsWith('talk: '));
    expect(talk.map((line) => JSON.parse(line.slice('talk: '.length)))).toMatchObject([
      { level: 'INFO', message: 'said' },
      { level: 'ERROR', message: 'shouted' },
    ]);
  });

  it('rejects a function that no template describes', async () => {
    await expect(host.invoke('nobody', '{}')).rejects.toThrow('"nobody"');
  });

  it('lets functions work on when somebody presses Ctrl-C, until it is stopped', async () => {
    expect(await answerOf('interrupted')).toBe('alive');
  });

  it('ends every process when it stops, and fails what is running or waits to run', async () => {
    const own = startFunctionHost(functions, { write: () => {} });
    const warm = await own.invoke('echo', '{}');
    const endless = JSON.stringify({ folder: mkdtempSync(join(tmpdir(), 'darkroom-meeting-')), count: 99 });
    // More than are started at once: some still wait for their process.
    const running = Promise.all(Array.from({ length: 20 }, () => own.invoke('meet', endless)));

    await own.stop();

    expect(new Set((await running).map((one) => one.ok || one.kind))).toEqual(new Set(['crash']));
    expect(await own.invoke('echo', '{}')).toMatchObject({ kind: 'crash' });
    const { pid } = warm.ok ? JSON.parse(warm.payload) : {};
    expect(() => readFileSync(`/proc/${pid}/cmdline`)).toThrow('ENOENT');
  });
});
