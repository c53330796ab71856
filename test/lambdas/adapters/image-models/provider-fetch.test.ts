import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { GoogleModels } from '../../../../lambdas/adapters/image-models/google/google-models.ts';
import { HeldPictures } from '../../../../lambdas/adapters/image-models/held-pictures.ts';
import { KeyedModels } from '../../../../lambdas/adapters/image-models/keyed-models.ts';
import { OpenAiModels } from '../../../../lambdas/adapters/image-models/openai/openai-models.ts';
import { providerFetch } from '../../../../lambdas/adapters/image-models/provider-fetch.ts';
import { closeServer } from '../../../../local/close-server.ts';
import { listenOnLoopback } from '../../../../local/loopback.ts';
import { drawRequest } from '../../../support/providers/draw-request.ts';
import { type StubAnswer, type StubServer, startStubServer } from '../../../support/providers/stub-server.ts';

/** Of no round size, so that slices and paddings differ. */
const pictureBytes = 1_234_567;
const reference = () => ({
  bytes: new Uint8Array(randomBytes(pictureBytes)),
  mimeType: 'image/png' as const,
});

let stub: StubServer | undefined;
let server: Server | undefined;
afterEach(async () => {
  await stub?.stop();
  server?.closeAllConnections();
  if (server !== undefined) await closeServer(server);
  stub = undefined;
  server = undefined;
});

async function startServer(on: (request: IncomingMessage, response: ServerResponse) => void) {
  server = createServer(on);
  return `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
}

const options = (baseUrl: string, apiKey = 'key') => ({
  apiKey,
  baseUrl,
  timeoutMillis: 5000,
  nowMillis: () => Date.parse('2026-11-23T09:00:00.000Z'),
});
const drawn: StubAnswer = {
  status: 200,
  json: { candidates: [{ content: { parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }] } }] },
};

describe("a provider's fetch", () => {
  it('puts references into JSON where their names stand, and says how long all of it is', async () => {
    stub = await startStubServer(() => drawn);
    const references = [reference(), reference()];
    const base64 = references.map(({ bytes }) => Buffer.from(bytes).toString('base64'));

    await new GoogleModels(options(stub.url)).draw(drawRequest({ references }), AbortSignal.timeout(5000));

    const [{ headers, body } = expect.fail('nothing was asked')] = stub.seen;
    const { contents } = JSON.parse(body.toString());
    expect(contents[0].parts.map((part: { inlineData?: { data: string } }) => part.inlineData?.data)).toEqual(
      [...base64, undefined],
    );
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  it('puts references into forms where their names stand, and says how long all of it is', async () => {
    stub = await startStubServer(() => ({ status: 200, json: { data: [{ b64_json: 'AAAA' }] } }));
    const references = [reference(), reference()];
    const sent = references.map(({ bytes }) => Buffer.from(bytes));
    const asked = drawRequest({ references, negativePrompt: 'text' });

    await new OpenAiModels(options(`${stub.url}/v1`)).draw(asked, AbortSignal.timeout(5000));

    const [{ headers, body } = expect.fail('nothing was asked')] = stub.seen;
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    const files = form
      .getAll('image[]')
      .map((file) => (file instanceof File ? file.arrayBuffer() : expect.fail()));
    const arrived = (await Promise.all(files)).map((bytes) => Buffer.from(bytes));
    expect(arrived.map((bytes, at) => bytes.equals(sent[at] ?? Buffer.alloc(0)))).toEqual([true, true]);
    expect(form.get('prompt')).toBe('a lake at sunrise\r\n\r\nDo not include: text');
    expect(Number(headers['content-length'])).toBe(body.length);
  });

  it('leaves a prompt that looks like a name of ours as it is', async () => {
    stub = await startStubServer(() => drawn);
    const prompt = 'held:7f2c0d9e-0000-4000-8000-000000000000';

    await new GoogleModels(options(stub.url)).draw(
      drawRequest({ prompt, references: [reference()] }),
      AbortSignal.timeout(5000),
    );

    expect(stub.seen[0]?.body.includes(prompt)).toBe(true);
  });

  it('gives references back once a model draws, and sends them again to one that refused the key', async () => {
    const key = 'x-goog-api-key';
    stub = await startStubServer(({ headers }) =>
      headers[key] === 'old' ? { status: 401, json: { error: { status: 'UNAUTHENTICATED' } } } : drawn,
    );
    const { url } = stub;
    const model = new KeyedModels({
      secret: { read: async (asked) => (asked?.fresh === true ? 'new' : 'old') },
      secretId: 'secret',
      modelsWith: (apiKey) => new GoogleModels(options(url, apiKey)),
    });
    const given = reference();

    const outcome = await model.draw(drawRequest({ references: [given] }), AbortSignal.timeout(5000));

    expect(outcome).toMatchObject({ outcome: 'image' });
    expect(stub.seen.map(({ headers }) => headers[key])).toEqual(['old', 'new']);
    expect(stub.seen[0]?.body.equals(stub.seen[1]?.body ?? Buffer.alloc(0))).toBe(true);
    expect(given.bytes.length).toBe(0);
  });

  it('hears a refusal that comes before all of the references have been read', async () => {
    const url = await startServer((_, response) => {
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{"status":"DENIED"}}');
    });
    const references = [reference(), reference(), reference()];

    const outcome = await new GoogleModels(options(url)).draw(
      drawRequest({ references }),
      AbortSignal.timeout(5000),
    );

    expect(outcome).toMatchObject({ outcome: 'unavailable', why: 'credentials' });
    expect(references.map(({ bytes }) => bytes.length)).toEqual([pictureBytes, pictureBytes, pictureBytes]);
  });

  it('asks for an answer that is not packed, and unpacks one that is', async () => {
    const picture = randomBytes(pictureBytes);
    const asked: unknown[] = [];
    const url = await startServer((request, response) => {
      asked.push(request.headers['accept-encoding']);
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify({ data: picture.toString('base64') })));
    });
    const held = new HeldPictures();

    const response = await providerFetch(held)(url);

    const { data } = (await response.json()) as { data: string };
    expect(asked).toEqual(['identity']);
    expect(held.take(data).equals(picture)).toBe(true);
    expect(response.headers.get('content-encoding')).toBeNull();
  });

  it.each([
    ['by a length that it promised', { 'content-length': '3000000' }],
    ['in a packed answer', { 'content-encoding': 'gzip' }],
    ['without a length', {}],
  ])('rejects when an answer breaks off in the middle of its picture, %s', async (_, headers) => {
    const begun = `{"data":"${'A'.repeat(2_000_000)}`;
    const bytes = 'content-encoding' in headers ? gzipSync(begun).subarray(0, -100) : Buffer.from(begun);
    const url = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.write(bytes, () => response.destroy());
    });

    await expect(providerFetch(new HeldPictures())(url)).rejects.toThrow();
  });

  it('rejects an answer that is longer than a worker takes, and the outcome says so', async () => {
    const url = await startServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '64000001' });
      response.write('{"data":[{"b64_json":"AAAA');
    });

    const outcome = await new OpenAiModels(options(url)).draw(drawRequest(), AbortSignal.timeout(5000));

    expect(outcome).toMatchObject({
      outcome: 'ambiguous',
      reason: expect.stringContaining('The answer is longer than the 64 MB that a worker takes.'),
    });
  });

  it('ends when its signal does, in the middle of an answer', async () => {
    const controller = new AbortController();
    const url = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":"AAAA', () => controller.abort());
    });

    await expect(providerFetch(new HeldPictures())(url, { signal: controller.signal })).rejects.toThrow(
      'abort',
    );
  });

  it('gives an answer without a body as one', async () => {
    const url = await startServer((_, response) => response.writeHead(204, { 'x-id': '7' }).end());

    const { status, headers, body } = await providerFetch(new HeldPictures())(url);

    expect([status, headers.get('x-id'), body]).toEqual([204, '7', null]);
  });
});
