import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ImageFiles, Publication } from '../../domain/library/image-files.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { makeImageSet } from '../image-files/image-set.ts';

/** Keys are unguessable and never reused for other bytes, so browsers and edges may keep a picture for a year. */
const cacheControl = 'public, max-age=31536000, immutable';

export class S3ImageFiles implements ImageFiles {
  readonly #client: S3Client;
  readonly #buckets: { readonly work: string; readonly images: string };

  constructor(client: S3Client, buckets: { work: string; images: string }) {
    this.#client = client;
    this.#buckets = buckets;
  }

  /** The picture's sizes and hash also stand in the object's metadata, so that what is stored explains itself. */
  async publish({ originalKey, storageKey, thumbnailKey, cropTo }: Publication) {
    const { webp, thumbnail, width, height, sha256 } = await makeImageSet(
      await this.#read(originalKey),
      cropTo,
    );
    const metadata = { width: String(width), height: String(height), sha256 };

    await Promise.all([this.#put(storageKey, webp, metadata), this.#put(thumbnailKey, thumbnail, {})]);

    return { width, height, bytes: webp.byteLength };
  }

  async #read(key: string): Promise<Buffer> {
    try {
      const object = await this.#client.send(new GetObjectCommand({ Bucket: this.#buckets.work, Key: key }));
      return Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    } catch (cause) {
      throw new StoreUnavailable('read an original', { cause });
    }
  }

  async #put(key: string, bytes: Buffer, metadata: Record<string, string>): Promise<void> {
    const put = new PutObjectCommand({
      Bucket: this.#buckets.images,
      Key: key,
      Body: bytes,
      ContentType: 'image/webp',
      CacheControl: cacheControl,
      Metadata: metadata,
    });
    await this.#client.send(put).catch((cause: unknown) => {
      throw new StoreUnavailable('store an image', { cause });
    });
  }
}
