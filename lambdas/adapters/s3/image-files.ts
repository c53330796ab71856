import {
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { KeptOriginal } from '../../domain/jobs/sample-outcome.ts';
import type { ImageFiles, Publication } from '../../domain/library/image-files.ts';
import { originalKeyOf } from '../../domain/library/storage-keys.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { imageFormatOf } from '../image-files/image-format.ts';
import { makeImageSet } from '../image-files/image-set.ts';

/** Keys are unguessable and never reused for other bytes, so browsers and edges may keep a picture for a year. */
const cacheControl = 'public, max-age=31536000, immutable';

export class S3ImageFiles implements ImageFiles {
  readonly #client: S3Client;
  readonly #buckets: { readonly work: string; readonly images: string };
  readonly #keepsOriginals: boolean;

  constructor(
    client: S3Client,
    { keepsOriginals, ...buckets }: { work: string; images: string; keepsOriginals: boolean },
  ) {
    this.#client = client;
    this.#buckets = buckets;
    this.#keepsOriginals = keepsOriginals;
  }

  /**
   * The picture's sizes and hash also stand in the object's metadata, so that what is stored explains itself. It is sent while
   * its thumbnail is made: the one waits for the network, the other for the processor.
   */
  async publish({ originalKey, storageKey, thumbnailKey, cropTo }: Publication) {
    const bytes = await this.#read(originalKey);
    const { thumbnail, width, height, webp } = await makeImageSet(bytes, cropTo, (picture) => {
      const metadata = { width: `${picture.width}`, height: `${picture.height}`, sha256: picture.sha256 };
      return this.#put(storageKey, picture.webp, served(metadata));
    });

    const original = this.#keepsOriginals ? factsOf(bytes) : null;
    await Promise.all([
      this.#put(thumbnailKey, thumbnail, served({})),
      original !== null && this.#put(originalKeyOf(storageKey), bytes, { ContentType: original.mimeType }),
    ]);

    return { width, height, bytes: webp.byteLength, original };
  }

  async #read(key: string): Promise<Buffer> {
    try {
      const object = await this.#client.send(new GetObjectCommand({ Bucket: this.#buckets.work, Key: key }));
      const { buffer, byteOffset, byteLength } =
        (await object.Body?.transformToByteArray()) ?? new Uint8Array();
      // The same memory: a copy of each picture would wake the garbage collector about every second job.
      return Buffer.from(buffer, byteOffset, byteLength);
    } catch (cause) {
      throw new StoreUnavailable('read an original', { cause });
    }
  }

  async #put(key: string, bytes: Buffer, about: Partial<PutObjectCommandInput>): Promise<void> {
    const put = new PutObjectCommand({ Bucket: this.#buckets.images, Key: key, Body: bytes, ...about });
    await this.#client.send(put).catch((cause: unknown) => {
      throw new StoreUnavailable('store an image', { cause });
    });
  }
}

function served(metadata: Record<string, string>): Partial<PutObjectCommandInput> {
  return { ContentType: 'image/webp', CacheControl: cacheControl, Metadata: metadata };
}

/** C2PA keeps its manifest in a box that bears its name, in PNG, JPEG and WebP alike. */
function factsOf(bytes: Buffer): KeptOriginal {
  return {
    mimeType: `image/${imageFormatOf(bytes) ?? 'png'}`,
    bytes: bytes.byteLength,
    hasContentCredentials: bytes.includes('c2pa'),
  };
}
