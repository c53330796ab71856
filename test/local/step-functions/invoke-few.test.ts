import { describe, expect, it } from 'vitest';
import type { FunctionHost, Invocation } from '../../../local/lambda/invocation.ts';
import { invokeFew } from '../../../local/step-functions/invoke-few.ts';

function arrange(atOnce: number) {
  const running: { name: string; end: (answer: Invocation) => void; fail: (error: Error) => void }[] = [];
  const functions: FunctionHost = {
    invoke: (name) =>
      new Promise((end, fail) => {
        running.push({ name, end, fail });
      }),
    invokeStreaming: () => Promise.reject(new Error('not used')),
    stop: async () => {},
  };
  const { invoke } = invokeFew(functions, atOnce);
  return { invoke: (name: string) => invoke(name, '{}').catch(() => 'failed'), running };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('invocations for executions', () => {
  it('run so many at once, and the others in the order in which they came', async () => {
    const { invoke, running } = arrange(2);
    for (const name of ['a', 'b', 'c', 'd']) void invoke(name);
    await settled();
    expect(running.map(({ name }) => name)).toEqual(['a', 'b']);

    running[1]?.end({ ok: true, payload: '' });
    await settled();

    expect(running.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('make room when they fail, too, and never more than there was', async () => {
    const { invoke, running } = arrange(1);
    void invoke('a');
    await settled();
    running[0]?.fail(new Error('no such function'));
    await settled();

    for (const name of ['b', 'c']) void invoke(name);
    await settled();

    expect(running.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
