import { DeleteObjectsCommand, GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { ByteRange, PictureFiles } from '../../domain/library/picture-files.ts';
import { originalKeyOf, thumbnailKeyOf } from '../../domain/library/storage-keys.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

export class S3PictureFiles implements PictureFiles {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, imagesBucket: string) {
    this.#client = client;
    this.#bucket = imagesBucket;
  }

  async open(storageKey: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    const get = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: storageKey,
      ...(range === undefined ? {} : { Range: `bytes=${range.first}-${range.last}` }),
    });
    try {
      const { Body } = await this.#client.send(get);
      return Body === undefined ? undefined : Body.transformToWebStream();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw new StoreUnavailable('open a picture', { cause: error });
    }
  }

  async remove(storageKey: string): Promise<void> {
    const remove = new DeleteObjectsCommand({
      Bucket: this.#bucket,
      Delete: {
        Objects: [storageKey, thumbnailKeyOf(storageKey), originalKeyOf(storageKey)].map((Key) => ({ Key })),
        Quiet: true,
      },
    });
    const { Errors = [] } = await this.#client.send(remove).catch((cause: unknown) => {
      throw new StoreUnavailable('remove a picture', { cause });
    });
    const [first] = Errors;
    if (first !== undefined) throw new StoreUnavailable(`remove a picture: ${first.Code}`);
  }
}
