import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localS3Client } from '../../../../admin/connection/local-clients.ts';
import { S3ImageFiles } from '../../../../lambdas/adapters/s3/image-files.ts';
import { S3PictureFiles } from '../../../../lambdas/adapters/s3/picture-files.ts';
import { startStorage } from '../../../../local/storage/storage.ts';
import { blueprintOf } from '../../../local/example-blueprint.ts';

const publication = {
  originalKey: 'originals/job_1/0',
  storageKey: 'generated/team-h/random.webp',
  thumbnailKey: 'thumbnails/team-h/random.webp',
  cropTo: null,
};
const kept = 'originals/team-h/random';

let storage: Awaited<ReturnType<typeof startStorage>>;
let client: S3Client;
/** A JPEG with what marks a C2PA manifest behind its picture. */
let signed: Buffer;

beforeAll(async () => {
  storage = await startStorage(mkdtempSync(join(tmpdir(), 'image-files-')));
  storage.createQueuesAndBuckets(
    blueprintOf({ Work: { Type: 'AWS::S3::Bucket' }, Images: { Type: 'AWS::S3::Bucket' } }),
  );
  client = localS3Client(storage.endpoint);
  const jpeg = await sharp({ create: { width: 64, height: 36, channels: 3, background: '#3a6ea5' } })
    .jpeg()
    .toBuffer();
  signed = Buffer.concat([jpeg, Buffer.from('jumb c2pa manifest')]);
});
afterAll(async () => {
  client.destroy();
  await storage.stop();
});

async function publish(bytes: Buffer, keepsOriginals: boolean) {
  await client.send(new PutObjectCommand({ Bucket: 'work', Key: publication.originalKey, Body: bytes }));
  return new S3ImageFiles(client, { work: 'work', images: 'images', keepsOriginals }).publish(publication);
}

async function contentTypeOf(key: string): Promise<string | undefined> {
  const head = await client
    .send(new HeadObjectCommand({ Bucket: 'images', Key: key }))
    .catch(() => undefined);
  return head?.ContentType;
}

it("a provider's own bytes are kept beside the WebP where the stage wants it, and go with the picture", async () => {
  const { original } = await publish(signed, true);

  expect(original).toEqual({ mimeType: 'image/jpeg', bytes: signed.length, hasContentCredentials: true });
  expect(await contentTypeOf(kept)).toBe('image/jpeg');
  await new S3PictureFiles(client, 'images').remove(publication.storageKey);
  expect(await contentTypeOf(kept)).toBeUndefined();
});

it('they are not kept where the stage does not', async () => {
  expect((await publish(signed, false)).original).toBeNull();
  expect(await contentTypeOf(kept)).toBeUndefined();
  expect(await contentTypeOf(publication.storageKey)).toBe('image/webp');
});

it('a picture without content credentials is said to have none', async () => {
  const png = await sharp(signed).png().toBuffer();

  expect((await publish(png, true)).original).toMatchObject({
    mimeType: 'image/png',
    hasContentCredentials: false,
  });
});
