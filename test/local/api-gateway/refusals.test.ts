import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import type { StreamedInvocation } from '../../../local/lambda/invocation.ts';
import { failed, serve, stream } from './running-gateway.ts';

describe('what the gateway answers by itself', () => {
  it('is as the template has it, for a path that nobody answers', async () => {
    const { url } = await serve();

    const answer = await fetch(`${url}/nowhere`);

    const requestId = answer.headers.get('x-amzn-requestid');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: 'no', requestId });
    expect(answer.headers.get('x-request-id')).toBe(requestId);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  it('is the default of its class, with its own status, where the template says no more', async () => {
    const { url } = await serve();

    const answer = await fetch(`${url}/pets/1`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });

    expect([answer.status, await answer.text()]).toEqual([413, '{"error":"Request Too Long"}']);
  });

  it('refuses a body that is too large for the function, though not for the gateway', async () => {
    const { url } = await serve({ streamed: () => ({ ...failed, kind: 'too-large' }) });

    expect((await fetch(`${url}/pets/1`)).status).toBe(413);
  });

  it('tells nothing of how a function failed', async () => {
    const { url } = await serve({ streamed: () => Promise.reject(new Error('arn:aws:secret')) });

    const answers = [await fetch(`${url}/pets`), await fetch(`${url}/pets/1`)];

    for (const answer of answers) {
      expect([answer.status, await answer.text()]).toEqual([502, '{"message":"Internal server error"}']);
    }
  });

  it('refuses an answer that is no HTTP', async () => {
    const { url } = await serve({ streamed: () => stream('x', 200, { 'x-a': ['line\nbreak'] }) });

    expect((await fetch(`${url}/pets/1`)).status).toBe(502);
  });

  it('is a 504 when the function takes too long, whose late answer nobody waits for', async () => {
    const late = Promise.withResolvers<StreamedInvocation>();
    const body = new PassThrough();
    const { url } = await serve({ streamed: () => late.promise });

    const answer = await fetch(`${url}/pets/1`);
    late.resolve(stream(body));

    expect(answer.status).toBe(504);
    await vi.waitFor(() => expect(body.destroyed).toBe(true));
  });
});
