import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { Clock } from '../../domain/clock.ts';
import {
  looksLikeUploadId,
  type OfferedUpload,
  type UploadForm,
  type UploadingTeam,
  type Uploads,
} from '../../domain/references/uploads.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';

/** How long a client has to send its file. */
const offerSeconds = 900;

/** Uploads stand under `uploads/<team handle>/<uploadId>` in the private bucket, and expire after a day or two. */
export class S3Uploads implements Uploads {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #clock: Clock;

  constructor(client: S3Client, workBucket: string, clock: Clock) {
    this.#client = client;
    this.#bucket = workBucket;
    this.#clock = clock;
  }

  /** Nothing is stored yet: the form is signed with our own credentials, and S3 holds the client to its conditions. */
  async offer(team: UploadingTeam, { uploadId, mimeType, bytes }: OfferedUpload): Promise<UploadForm> {
    const expiresAtMillis = this.#clock.nowMillis() + offerSeconds * 1000;
    const { url, fields } = await createPresignedPost(this.#client, {
      Bucket: this.#bucket,
      Key: keyOf(team, uploadId),
      Fields: { 'Content-Type': mimeType },
      Conditions: [['content-length-range', 1, bytes]],
      Expires: offerSeconds,
    }).catch((cause: unknown) => {
      throw new StoreUnavailable('sign an upload', { cause });
    });
    return { url, fields, expiresAtMillis };
  }

  async read(team: UploadingTeam, uploadId: string): Promise<Uint8Array | undefined> {
    if (!looksLikeUploadId(uploadId)) return undefined;
    try {
      const get = new GetObjectCommand({ Bucket: this.#bucket, Key: keyOf(team, uploadId) });
      const { Body } = await this.#client.send(get);
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw new StoreUnavailable('read an upload', { cause: error });
    }
  }
}

function keyOf({ teamHandle }: UploadingTeam, uploadId: string): string {
  return `uploads/${teamHandle}/${uploadId}`;
}
