import { describe, expect, it } from 'vitest';
import type { ReferenceKeeper, ReferenceOrder } from '../../../lambdas/domain/references/reference-keeper.ts';
import { ReferencesUnavailable } from '../../../lambdas/domain/references/references-unavailable.ts';
import { requestLimitBytes } from '../../../local/lambda/payload-limits.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { completing, generationApi } from '../../support/generation-api.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const picture = { mimeType: 'image/png', data: base64('picture') };
const async = { query: { async: 'true' } };

/** Keeps what it is ordered to; a test looks at the orders. */
function orders() {
  const asked: ReferenceOrder[] = [];
  const referenceKeeper: ReferenceKeeper = {
    keep: async (order) => {
      asked.push(order);
      const references = order.sources.map((_, index) => ({
        key: `references/${order.jobId}/${index}`,
        mimeType: 'image/png' as const,
      }));
      return { outcome: 'kept', references };
    },
  };
  return { asked, referenceKeeper };
}

/** A form with files under their names, and fields. */
function form(files: readonly [string, Buffer][], fields: Readonly<Record<string, string | Buffer>>) {
  const part = (head: string, content: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
  return Buffer.concat([
    ...Object.entries(fields).map(([name, content]) => part(`name="${name}"`, content)),
    ...files.map(([name, bytes]) => part(`name="${name}"; filename="a.png"`, bytes)),
    Buffer.from('--b--\r\n'),
  ]);
}
const multipart = { headers: { 'content-type': 'multipart/form-data; boundary=b' } };

describe('a request with references', () => {
  it('has them read in the order in which its model is shown them, with the names that failures call them by', async () => {
    const { asked, referenceKeeper } = orders();
    const { post, store } = generationApi(completing(), { referenceKeeper });
    const body = form([['photo_0', Buffer.from('picture of a shoe')]], {
      prompt: 'x',
      presetId: 'preset_product_shot',
      variables: '{"product_name":"Shoe"}',
      refImageBase64: JSON.stringify([picture]),
      refImageUrls: '["https://a.example/b"]',
      refImageUploads: '["upload_1"]',
    });

    const answer = await post(body, { ...multipart, ...async });

    expect(answer.status).toBe(200);
    expect(asked).toEqual([
      {
        jobId: (answer.body['data'] as { id: string }).id,
        teamHandle: expect.any(String),
        requestId: 'request-1',
        sources: [
          { from: 'request', name: 'refImageBase64.0', index: 0, base64: picture.data },
          { from: 'address', name: 'refImageUrls.0', url: 'https://a.example/b' },
          { from: 'upload', name: 'refImageUploads.0', index: 0, uploadId: 'upload_1' },
          { from: 'request', name: 'photo_0', index: 0, base64: base64('picture of a shoe') },
        ],
      },
    ]);
    const [params] = [...store.params.values()];
    expect(params?.references).toHaveLength(4);
  });

  it('is the only one that has anything read', async () => {
    const { asked, referenceKeeper } = orders();
    const { post } = generationApi(completing(), { referenceKeeper });

    await post({ prompt: 'x', refImageBase64: [], refImageUrls: [], refImageUploads: [] });

    expect(asked).toEqual([]);
  });

  it('is answered 503 when they cannot be read, stores and starts nothing, and may come again under its key', async () => {
    const { referenceKeeper } = orders();
    const log = new RecordedLog();
    let isAvailable = false;
    const { post, store, runner, waiters } = generationApi(completing(), {
      referenceKeeper: {
        keep: async (order) => {
          if (!isAvailable) throw new ReferencesUnavailable('their function failed');
          return referenceKeeper.keep(order);
        },
      },
    });
    const ask = () =>
      post({ prompt: 'x', refImageBase64: [picture] }, { headers: { 'idempotency-key': 'one' }, log });

    const refused = await ask();
    const left = [...store.jobs, ...store.params, ...runner.started];
    isAvailable = true;
    const accepted = await ask();

    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'overloaded', error: expect.stringContaining('nothing was charged') },
      headers: { 'Retry-After': '5' },
    });
    expect(left).toEqual([]);
    expect(waiters).toMatchObject({ entered: 2, waiting: 0 });
    expect(log.lines.map(({ code }) => code)).toContain('REFERENCES_UNAVAILABLE');
    expect(accepted.status).toBe(200);
    expect(accepted.headers).not.toHaveProperty('Idempotency-Replayed');
  });

  it('is answered 500 when their function answers something else', async () => {
    const { post } = generationApi(completing(), {
      referenceKeeper: { keep: () => Promise.reject(new TypeError('broken')) },
    });

    expect((await post({ prompt: 'x', refImageUrls: ['https://a.example'] })).status).toBe(500);
  });

  it('leaves none behind when another took its Idempotency-Key in the same moment', async () => {
    const { post, store, references } = generationApi(completing());
    const accept = store.accept.bind(store);
    let accepted = 0;
    store.accept = async (...args) => {
      accepted += 1;
      return accepted === 1 ? 'key-taken' : accept(...args);
    };

    const answer = await post(
      { prompt: 'x', refImageBase64: [picture] },
      { headers: { 'idempotency-key': 'one' } },
    );

    expect(answer.status).toBe(200);
    expect(accepted).toBe(2);
    const { id } = answer.body['data'] as { id: string };
    expect([...references.kept.keys()]).toEqual([`references/${id}/0`]);
  });
});

describe('what is handed on of the largest request', () => {
  /** Bytes that no text has are read as U+FFFD, which takes three: nothing grows more on its way. */
  const addresses = Buffer.concat([
    Buffer.from('["'),
    ...Array.from({ length: 5 }, (_, index) =>
      Buffer.concat([Buffer.from(index === 0 ? '' : '","'), Buffer.alloc(8000, 0xff)]),
    ),
    Buffer.from('"]'),
  ]);
  const uploads = Buffer.concat([
    Buffer.from('["'),
    ...Array.from({ length: 5 }, (_, index) =>
      Buffer.concat([Buffer.from(index === 0 ? '' : '","'), Buffer.alloc(200, 0xff)]),
    ),
    Buffer.from('"]'),
  ]);
  const limitBytes = 4_500_000;

  async function handedOn(body: Buffer, request: object): Promise<number> {
    const { asked, referenceKeeper } = orders();
    const { post } = generationApi(completing(), { referenceKeeper });
    const answer = await post(body, { ...async, ...request });
    expect(answer.status).toBe(200);
    return Buffer.byteLength(JSON.stringify(asked[0]));
  }

  it('fits one invocation as JSON, where 4.5 MB are as base64', async () => {
    const around = (data: string) =>
      Buffer.concat([
        Buffer.from(
          `{"prompt":"x","refImageBase64":[{"mimeType":"image/png","data":"${data}"}],"refImageUrls":`,
        ),
        addresses,
        Buffer.from(',"refImageUploads":'),
        uploads,
        Buffer.from('}'),
      ]);
    const letters = Math.floor((limitBytes - around('').length) / 3) * 4;
    const bytes = await handedOn(around('A'.repeat(letters)), {});

    expect(bytes).toBeGreaterThan(6_000_000);
    expect(bytes).toBeLessThan(requestLimitBytes);
    const { post } = generationApi();
    expect((await post(around('A'.repeat(letters + 8)))).status).toBe(413);
  });

  it('fits one invocation as a form, whose files become base64 on the way', async () => {
    const around = (bytes: number) =>
      form(
        ['photo_0', 'photo_1', 'photo_2'].map((name) => [name, Buffer.alloc(bytes)]),
        {
          prompt: 'x',
          presetId: 'preset_product_shot',
          variables: '{"product_name":"Shoe"}',
          refImageUrls: addresses,
          refImageUploads: uploads,
        },
      );
    const each = Math.floor((limitBytes - around(1).length) / 3);
    const bytes = await handedOn(around(each), multipart);

    expect(bytes).toBeGreaterThan(6_000_000);
    expect(bytes).toBeLessThan(requestLimitBytes);
    const { post } = generationApi();
    expect((await post(around(each + 2), multipart)).status).toBe(413);
  });
});
