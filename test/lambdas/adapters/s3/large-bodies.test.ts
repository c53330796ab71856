import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3Originals } from '../../../../lambdas/adapters/s3/originals.ts';
import { S3References } from '../../../../lambdas/adapters/s3/references.ts';
import { SlicedRequests } from '../../../../lambdas/adapters/wire/sliced-requests.ts';
import { StoreUnavailable } from '../../../../lambdas/domain/store-unavailable.ts';
import { closeServer } from '../../../../local/close-server.ts';
import { listenOnLoopback } from '../../../../local/loopback.ts';
import { startStorage } from '../../../../local/storage/storage.ts';
import { blueprintOf } from '../../../local/example-blueprint.ts';

const facts = { mimeType: 'image/png', model: null, drawnAspectRatio: null, costMicroUsd: null };

/** More than a megabyte, and no multiple of a slice. */
const picture = randomBytes(3_333_333);
const copy = () => new Uint8Array(picture);

let storage: Awaited<ReturnType<typeof startStorage>>;
let client: S3Client;

const clientOf = (endpoint: string) =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    requestHandler: new SlicedRequests(),
  });

beforeAll(async () => {
  storage = await startStorage(mkdtempSync(join(tmpdir(), 'large-bodies-')));
  storage.createQueuesAndBuckets(blueprintOf({ Work: { Type: 'AWS::S3::Bucket' } }));
  client = clientOf(storage.endpoint);
});
afterAll(async () => {
  client.destroy();
  await storage.stop();
});

async function stored(key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'work', Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe('a large picture', () => {
  it('is staged in slices, byte for byte, and its memory given back', async () => {
    const bytes = copy();

    const { originalKey } = await new S3Originals(client, 'work').stage('job_1', 0, bytes, facts);

    expect((await stored(originalKey)).equals(picture)).toBe(true);
    expect(bytes.length).toBe(0);
  });

  it('is read into one place, byte for byte', async () => {
    const references = new S3References(client, 'work');
    const kept = await references.keep('job_1', 0, { bytes: copy(), mimeType: 'image/png' });

    const { bytes, mimeType } = await references.read(kept);

    expect(picture.equals(bytes)).toBe(true);
    expect([mimeType, bytes.buffer.byteLength]).toEqual(['image/png', picture.length]);
  });

  it('is sent again as a whole where S3 asks to slow down, and is still there where it fails', async () => {
    const sizes: number[] = [];
    const server = createServer(async (request, response) => {
      let size = 0;
      for await (const piece of request) size += piece.length;
      sizes.push(size);
      response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
    });
    const slow = clientOf(`http://127.0.0.1:${await listenOnLoopback(server, 0)}`);
    const bytes = copy();

    const staging = new S3Originals(slow, 'work').stage('job_1', 0, bytes, facts);

    await expect(staging).rejects.toThrow(StoreUnavailable);
    expect(sizes).toEqual([picture.length, picture.length, picture.length]);
    expect(bytes.length).toBe(picture.length);
    slow.destroy();
    await closeServer(server);
  });
});
