import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterEach } from 'vitest';
import { localSdk } from '../../../local/local-sdk.ts';
import { type Storage, startStorage } from '../../../local/storage/storage.ts';
import { blueprintOf } from '../example-blueprint.ts';

export type Fields = Record<string, string>;

const bucket = 'workbucket';
export const key = 'uploads/team/7f3a';
export const maxBytes = 1000;

let storage: Storage;
afterEach(() => storage.stop());

export async function start(now?: () => number) {
  storage = await startStorage(mkdtempSync(join(tmpdir(), 'uploads-')), now);
  storage.createQueuesAndBuckets(blueprintOf({ WorkBucket: { Type: 'AWS::S3::Bucket' } }));
  const s3 = new S3Client({ ...localSdk(storage.endpoint), maxAttempts: 1 });
  return {
    s3,
    /** As our API offers it. */
    offer: (options: Partial<PresignedPostOptions> = {}) =>
      createPresignedPost(s3, {
        Bucket: bucket,
        Key: key,
        Fields: { 'Content-Type': 'image/png' },
        Conditions: [['content-length-range', 1, maxBytes]],
        Expires: 900,
        ...options,
      }),
    storedKeys: async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return Contents.map(({ Key }) => Key);
    },
    read: async (Key: string) => {
      const { Body, ContentType, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      return { bytes: await Body?.transformToByteArray(), type: ContentType, eTag: ETag };
    },
  };
}

export function formOf(fields: Fields, file = pictureOf(maxBytes)): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, 'a.png');
  return form;
}

export function pictureOf(bytes: number): Blob {
  return new Blob([bytesOf(bytes)], { type: 'image/webp' });
}

/** Every byte, so that nothing may take them for text. */
export function bytesOf(count: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: count }, (_, index) => index % 256);
}

export async function send(url: string, body: FormData | Uint8Array<ArrayBuffer>, headers?: Fields) {
  const answer = await fetch(url, { method: 'POST', body, ...(headers && { headers }) });
  const text = await answer.text();
  return {
    status: answer.status,
    code: /<Code>(.*)<\/Code>/.exec(text)?.[1],
    message: /<Message>(.*)<\/Message>/.exec(text)?.[1],
    text,
    headers: answer.headers,
  };
}

/** As `fetch` would send it. */
export async function encoded(form: FormData) {
  const response = new Response(form);
  return {
    bytes: await response.bytes(),
    headers: { 'content-type': response.headers.get('content-type') ?? '' },
  };
}
