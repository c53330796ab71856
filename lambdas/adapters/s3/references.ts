import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ReferencePicture } from '../../domain/references/reference-decoder.ts';
import type { ReferenceStore, StoredReference } from '../../domain/references/reference-store.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { letGo } from '../wire/let-go.ts';

/** References stand under `references/<jobId>/<index>` in the private bucket, and expire with the originals. */
export class S3References implements ReferenceStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, workBucket: string) {
    this.#client = client;
    this.#bucket = workBucket;
  }

  async keep(jobId: string, index: number, { bytes, mimeType }: ReferencePicture): Promise<StoredReference> {
    const key = `references/${jobId}/${index}`;
    const put = new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: bytes, ContentType: mimeType });
    await this.#client.send(put).catch((cause: unknown) => {
      throw new StoreUnavailable('keep a reference', { cause });
    });
    return { key, mimeType };
  }

  async read({ key, mimeType }: StoredReference): Promise<ReferencePicture> {
    try {
      const get = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
      const { Body, ContentLength = 0 } = await this.#client.send(get);
      return { bytes: await bytesOf(Body, ContentLength), mimeType };
    } catch (cause) {
      throw new StoreUnavailable('read a reference', { cause });
    }
  }

  async discard(references: readonly StoredReference[]): Promise<void> {
    const removals = references.map(({ key }) =>
      this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key })),
    );
    await Promise.allSettled(removals);
  }
}

/** Read into the place where it stays: pieces that are joined at the end are there twice. */
async function bytesOf(body: unknown, length: number): Promise<Uint8Array> {
  if (!(body instanceof Readable)) throw new Error('The object has no body.');
  const bytes = Buffer.allocUnsafeSlow(length);
  let read = 0;
  for await (const piece of body) {
    bytes.set(piece, read);
    read += piece.length;
    letGo(piece);
  }
  if (read !== length) throw new Error(`Of the object's ${length} bytes, ${read} came.`);
  return bytes;
}
