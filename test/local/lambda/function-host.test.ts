import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startFunctionHost } from '../../../local/lambda/function-host.ts';
import type { FunctionConfig } from '../../../local/lambda/invocation.ts';

const sources = {
  echo: `exports.handler = async (event, context) => ({ event, name: process.env.AWS_LAMBDA_FUNCTION_NAME,
    given: process.env.GIVEN, home: process.env.HOME, remaining: context.getRemainingTimeInMillis() > 0, pid: process.pid });`,
  fail: `class NoImageArrived extends Error { name = 'NoImageArrived' }
    exports.handler = async () => { throw new NoImageArrived('nothing came') };`,
  exit: 'exports.handler = async () => process.exit(7);',
  hang: 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));',
  broken: 'throw new Error("no such module");',
  stream: `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-a': '1' } });
    out.write('one '); await new Promise((r) => setTimeout(r, 20)); out.write('two'); out.end(); });`,
  large: `exports.handler = async () => 'x'.repeat(7 * 1024 * 1024);`,
  wait: 'exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return process.pid };',
};

const lines: string[] = [];
const host = startFunctionHost(Object.entries(sources).map(config), {
  write: (name, line) => lines.push(`${name}: ${line}`),
});
afterAll(() => host.stop());

function config([name, source]: [string, string]): FunctionConfig {
  const codeDirectory = mkdtempSync(join(tmpdir(), `function-${name}-`));
  writeFileSync(join(codeDirectory, 'index.js'), source);
  return {
    name,
    codeDirectory,
    handler: 'index.handler',
    environment: { GIVEN: 'by the template' },
    timeoutSeconds: name === 'hang' ? 1 : 30,
    memoryMegabytes: 128,
  };
}

describe('the function host', () => {
  it("runs a bundle in the official runtime client, with the template's environment and not ours", async () => {
    const answer = await host.invoke('echo', '{"a":1}');

    expect(answer.ok && JSON.parse(answer.payload)).toEqual({
      event: { a: 1 },
      name: 'echo',
      given: 'by the template',
      remaining: true,
      pid: expect.any(Number),
    });
  });

  it('keeps a process warm for the next invocation', async () => {
    const pids = [];
    for (let times = 0; times < 3; times += 1) {
      const answer = await host.invoke('echo', '{}');
      pids.push(answer.ok && JSON.parse(answer.payload).pid);
    }

    expect(new Set(pids).size).toBe(1);
  });

  it('names the class of an error that a function throws', async () => {
    expect(await host.invoke('fail', '{}')).toEqual({
      ok: false,
      kind: 'function-error',
      errorName: 'NoImageArrived',
      errorMessage: 'nothing came',
    });
  });

  it('tells a crash at once', async () => {
    expect(await host.invoke('exit', '{}')).toMatchObject({ ok: false, kind: 'crash' });
  });

  it('ends a function at its timeout', async () => {
    expect(await host.invoke('hang', '{}')).toMatchObject({ ok: false, kind: 'timeout' });
  });

  it('tells a bundle that cannot be loaded', async () => {
    expect(await host.invoke('broken', '{}')).toMatchObject({ ok: false });
  });

  it('hands a streamed answer on as it comes, after its head', async () => {
    const answer = await host.invokeStreaming('stream', '{}');

    expect(answer).toMatchObject({ ok: true, statusCode: 201, headers: { 'x-a': '1' } });
    let text = '';
    if (answer.ok) for await (const chunk of answer.body) text += String(chunk);
    expect(text).toBe('one two');
  });

  it('refuses what is over the limits of Lambda, on the way in and out', async () => {
    expect(await host.invoke('echo', JSON.stringify('x'.repeat(7 * 1024 * 1024)))).toMatchObject({
      kind: 'too-large',
    });
    expect(await host.invoke('large', '{}')).toMatchObject({ kind: 'too-large' });
  });

  it('runs invocations of one function at the same time, each in a process of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => host.invoke('wait', '{}')));

    expect(new Set(answers.map((answer) => answer.ok && answer.payload)).size).toBe(8);
  });
});
