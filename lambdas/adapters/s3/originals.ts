import { HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { aspectRatios } from '../../domain/generation/aspect-ratio.ts';
import type { OriginalFacts, Originals, StagedOriginal } from '../../domain/generation/originals.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { letGo } from '../wire/let-go.ts';

/** Originals stand under `originals/<jobId>/<sampleIndex>` in the private bucket. */
export class S3Originals implements Originals {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, workBucket: string) {
    this.#client = client;
    this.#bucket = workBucket;
  }

  async find(jobId: string, sampleIndex: number): Promise<StagedOriginal | undefined> {
    const originalKey = keyOf(jobId, sampleIndex);
    try {
      const head = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: originalKey }));
      const { model = '', cost = '', ratio = '' } = head.Metadata ?? {};
      return {
        originalKey,
        mimeType: head.ContentType ?? 'application/octet-stream',
        model: model === '' ? null : model,
        drawnAspectRatio: aspectRatios.find((known) => known === ratio) ?? null,
        costMicroUsd: /^\d+$/.test(cost) ? Number(cost) : null,
      };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw new StoreUnavailable('look for an original', { cause: error });
    }
  }

  async stage(
    jobId: string,
    sampleIndex: number,
    bytes: Uint8Array,
    facts: OriginalFacts,
  ): Promise<StagedOriginal> {
    const { mimeType, model, drawnAspectRatio, costMicroUsd } = facts;
    const originalKey = keyOf(jobId, sampleIndex);
    const put = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: originalKey,
      Body: bytes,
      ContentType: mimeType,
      // With the bytes, so that whoever finds them without their worker knows as much.
      Metadata: {
        ...(model === null ? {} : { model }),
        ...(drawnAspectRatio === null ? {} : { ratio: drawnAspectRatio }),
        ...(costMicroUsd === null ? {} : { cost: String(costMicroUsd) }),
      },
    });
    await this.#client.send(put).catch((cause: unknown) => {
      throw new StoreUnavailable('stage an original', { cause });
    });
    letGo(bytes);

    return { originalKey, ...facts };
  }
}

function keyOf(jobId: string, sampleIndex: number): string {
  return `originals/${jobId}/${sampleIndex}`;
}
