import { expect } from 'vitest';
import * as z from 'zod';
import { problemsOf } from '../support/openapi-validator.ts';

type Json = Record<string, unknown>;

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Json };

/** Speaks HTTP to a stack as a consumer would, and holds every answer against the OpenAPI document. */
export function apiClient(apiUrl: string, apiKey: string) {
  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${apiUrl}${path}`, init);
    const text = await response.text();
    const { method = 'GET' } = init;
    const contentType = response.headers.get('content-type');
    const isJson = contentType === 'application/json' && text !== '';
    const body = isJson ? z.record(z.string(), z.unknown()).parse(JSON.parse(text)) : {};
    const seen = { method, path, status: response.status, contentType, body: isJson ? body : text };
    expect(problemsOf(seen), 'an answer is not as documented').toEqual([]);
    return { status: response.status, headers: response.headers, body };
  };
  const authorization = { authorization: `Bearer ${apiKey}` };
  /** Any method, with the key, and a body that is sent as JSON. */
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method,
      headers: {
        ...authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  return {
    call,
    send,
    authorization,
    get: (path: string) => call(path, { headers: authorization }),
    /** A form: text as it is, bytes as a file whose own name says nothing. */
    form: (fields: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>, query = '') => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === 'string') body.append(name, value);
        else body.append(name, new Blob([value]), '../../etc/passwd\0.jpg');
      }
      return call(`/v0/images/generations${query}`, { method: 'POST', headers: authorization, body });
    },
    generate: (body: unknown, query = '') =>
      call(`/v0/images/generations${query}`, {
        method: 'POST',
        headers: { ...authorization, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    balance: async (): Promise<number> => {
      const { body } = await call('/v0/usage', { headers: authorization });
      return z.object({ data: z.object({ balance: z.number() }) }).parse(body).data.balance;
    },
  };
}

export type ApiClient = ReturnType<typeof apiClient>;

export const pictures = z.array(
  z.object({
    id: z.string(),
    url: z.url(),
    thumbnailUrl: z.url(),
    storageKey: z.string().regex(/^generated\/team-[^/]+\/[^/]+\.webp$/),
    width: z.number(),
    height: z.number(),
  }),
);

export const completed = z.object({
  data: z.object({
    id: z.string(),
    created: z.int(),
    model: z.string(),
    status: z.literal('completed'),
    data: pictures,
    usage: z.object({ credits: z.number() }),
    failedSamples: z.array(z.object({ index: z.int(), code: z.string(), error: z.string() })).optional(),
  }),
});

export const queued = z.object({
  data: z.object({ id: z.string(), status: z.string(), created: z.int(), model: z.string() }),
});

/** Polls a job until it has ended. */
export async function untilEnded(client: ApiClient, jobId: string): Promise<Answer> {
  for (;;) {
    const answer = await client.get(`/v0/images/generations/${jobId}`);
    const { data } = z.object({ data: z.object({ status: z.string() }) }).parse(answer.body);
    if (data.status === 'completed' || data.status === 'failed') return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
