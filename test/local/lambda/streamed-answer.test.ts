import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { startFunctionHost } from '../../../local/lambda/function-host.ts';
import { functionBundle } from './function-bundle.ts';

const wait = 'const wait = (millis) => new Promise((done) => setTimeout(done, millis));';
const from = (head: string) =>
  `const out = awslambda.HttpResponseStream.from(stream, ${head}); const again = () => out.write('on ');`;
const streaming = (source: string) =>
  `${wait} exports.handler = awslambda.streamifyResponse(async (event, stream) => { ${source} });`;

const functions = [
  functionBundle(
    'parts',
    streaming(`${from(`{ statusCode: 201, headers: { 'X-A': 1, 'Content-Type': 'text/plain' },
      multiValueHeaders: { 'x-b': ['1', '2'] }, cookies: ['a=b'] }`)}
      out.write('one '); await wait(20); out.write('two'); out.end();`),
  ),
  functionBundle('empty', streaming(`${from('{ statusCode: 204 }')} out.write(''); out.end();`)),
  functionBundle('before', streaming(`throw new RangeError('before the head');`)),
  functionBundle(
    'halfway',
    streaming(`${from('{}')} again(); await wait(20); throw new RangeError('half-way');`),
  ),
  functionBundle('dying', streaming(`${from('{}')} again(); await wait(20); process.exit(3);`)),
  functionBundle('endless', streaming(`${from('{}')} for (;;) { again(); await wait(50); }`), {
    timeoutSeconds: 0.5,
  }),
  functionBundle('headless', streaming(`stream.write('x'.repeat(1e6)); stream.end();`)),
  functionBundle('buffered', 'exports.handler = async () => ({ statusCode: 200 });'),
  functionBundle(
    'plenty',
    streaming(`${from('{ headers: { pid: process.pid } }')} for (let n = 0; n < 200; n++) if (!out.write('x'.repeat(1e5))) await new Promise((r) => out.once('drain', r));
      out.end();`),
    { reservedConcurrency: 1 },
  ),
];

const host = startFunctionHost(functions, { write: () => {} });
afterAll(() => host.stop());

async function bodyOf(name: string): Promise<string> {
  const answer = await host.invokeStreaming(name, '{}');
  if (!answer.ok) throw new Error(answer.errorMessage);
  return text(answer.body);
}

describe('a streamed answer', () => {
  it('is a head, and a body that follows', async () => {
    const answer = await host.invokeStreaming('parts', '{}');

    expect(answer).toMatchObject({
      ok: true,
      statusCode: 201,
      headers: { 'x-a': ['1'], 'content-type': ['text/plain'], 'x-b': ['1', '2'], 'set-cookie': ['a=b'] },
    });
    expect(answer.ok && (await text(answer.body))).toBe('one two');
  });

  it('may be empty', async () => {
    expect(await bodyOf('empty')).toBe('');
  });

  it('is no answer when the function fails before its head', async () => {
    expect(await host.invokeStreaming('before', '{}')).toEqual({
      ok: false,
      kind: 'function-error',
      errorName: 'RangeError',
      errorMessage: 'before the head',
    });
  });

  it('errs when the function fails, dies or is killed half-way', async () => {
    await expect(bodyOf('halfway')).rejects.toThrow('RangeError: half-way');
    await expect(bodyOf('dying')).rejects.toThrow('exit status 3');
    await expect(bodyOf('endless')).rejects.toThrow('timed out');
  });

  it('is malformed without a head', async () => {
    expect(await host.invokeStreaming('headless', '{}')).toMatchObject({
      errorName: 'Runtime.MalformedResponse',
    });
    expect(await host.invokeStreaming('buffered', '{}')).toMatchObject({
      errorName: 'Runtime.MalformedResponse',
    });
  });

  it('may be larger than a buffered one, and leaves the function usable when nobody wants it', async () => {
    const unwanted = await host.invokeStreaming('plenty', '{}');
    if (unwanted.ok) unwanted.body.destroy();
    // The function has one environment, and is throttled until what nobody reads has drained.
    const wanted = await vi.waitFor(async () => {
      const answer = await host.invokeStreaming('plenty', '{}');
      expect(answer).toMatchObject({ ok: true });
      return answer;
    }, 20_000);

    expect(wanted).toMatchObject({ headers: unwanted.ok ? unwanted.headers : 'none' });
    expect(wanted.ok && (await text(wanted.body))).toHaveLength(2e7);
  });

  it('is taken as one text by whoever invokes without streaming', async () => {
    expect(await host.invoke('halfway', '{}')).toMatchObject({ errorName: 'RangeError' });
    expect(await host.invoke('parts', '{}')).toMatchObject({ payload: expect.stringMatching(/one two$/) });
  });
});
