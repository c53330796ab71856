import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { localS3Client } from '../../../admin/connection/local-clients.ts';
import { S3ImageFiles } from '../../../lambdas/adapters/s3/image-files.ts';
import { S3Originals } from '../../../lambdas/adapters/s3/originals.ts';
import { S3PictureFiles } from '../../../lambdas/adapters/s3/picture-files.ts';
import type { Originals } from '../../../lambdas/domain/generation/originals.ts';
import type { ImageFiles } from '../../../lambdas/domain/library/image-files.ts';
import type { PictureFiles } from '../../../lambdas/domain/library/picture-files.ts';
import { thumbnailKeyOf } from '../../../lambdas/domain/library/storage-keys.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { startStorage } from '../../../local/storage/storage.ts';
import { blueprintOf } from '../../local/example-blueprint.ts';
import { filesOf, originalsOf, picturesOf } from '../object-ports.ts';
import { soundWorld } from './sound-world.ts';

type Stores = {
  readonly originals: Originals;
  readonly files: ImageFiles;
  readonly pictures: Pick<PictureFiles, 'remove'>;
  readonly isStored: (key: string) => Promise<boolean>;
  readonly run: <Result>(work: Promise<Result>) => Promise<Result>;
};

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function twin(): Promise<Stores> {
  const { process, run } = soundWorld();
  const world = {
    objects: new Set<string>(),
    originals: new Map(),
    stagedLate: new Set<string>(),
    hasJobEnded: () => false,
  };
  return {
    originals: originalsOf(process, world),
    files: filesOf(process, world),
    pictures: picturesOf(process, world),
    isStored: async (key) => world.objects.has(key),
    run,
  };
}

async function s3(): Promise<Stores> {
  const storage = await startStorage(mkdtempSync(join(tmpdir(), 'objects-')));
  storage.createQueuesAndBuckets(
    blueprintOf({ Work: { Type: 'AWS::S3::Bucket' }, Images: { Type: 'AWS::S3::Bucket' } }),
  );
  const client = localS3Client(storage.endpoint);
  closing.push(async () => {
    client.destroy();
    await storage.stop();
  });
  const pictures = new S3PictureFiles(client, 'images');
  return {
    originals: new S3Originals(client, 'work'),
    files: new S3ImageFiles(client, { work: 'work', images: 'images', keepsOriginals: false }),
    pictures,
    isStored: async (key) => (await pictures.open(key)) !== undefined,
    run: (work) => work,
  };
}

describe.each([
  ['the twin', twin],
  ['S3', s3],
])('originals and pictures in %s', (_, open) => {
  const storageKey = 'generated/team-x/picture.webp';
  const publication = {
    originalKey: 'originals/job_1/0',
    storageKey,
    thumbnailKey: thumbnailKeyOf(storageKey),
    cropTo: null,
  };

  it('are found once they are staged, and staged again over themselves', async () => {
    const { originals, run } = await open();
    const facts = {
      mimeType: 'image/png',
      model: 'model-2',
      drawnAspectRatio: '9:16',
      costMicroUsd: 40_000,
    } as const;
    const staged = { originalKey: 'originals/job_1/0', ...facts };

    expect(await run(originals.find('job_1', 0))).toBeUndefined();
    expect(await run(originals.stage('job_1', 0, await png(), facts))).toEqual(staged);
    expect(await run(originals.stage('job_1', 0, await png(), facts))).toEqual(staged);
    expect(await run(originals.find('job_1', 0))).toEqual(staged);
    expect(await run(originals.find('job_1', 1))).toBeUndefined();
  });

  it('are published with their thumbnails, as often as one likes, and removed together', async () => {
    const { originals, files, pictures, isStored, run } = await open();
    await run(
      originals.stage('job_1', 0, await png(), {
        mimeType: 'image/png',
        model: null,
        drawnAspectRatio: null,
        costMicroUsd: null,
      }),
    );

    const once = await run(files.publish(publication));
    expect(await run(files.publish(publication))).toEqual(once);
    expect([await isStored(storageKey), await isStored(publication.thumbnailKey)]).toEqual([true, true]);

    await run(pictures.remove(storageKey));
    await run(pictures.remove(storageKey));
    expect([await isStored(storageKey), await isStored(publication.thumbnailKey)]).toEqual([false, false]);
  });

  it('cannot be published from an original that is not there', async () => {
    const { files, isStored, run } = await open();

    await expect(run(files.publish(publication))).rejects.toThrow(StoreUnavailable);
    expect(await isStored(storageKey)).toBe(false);
  });
});

async function png(): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
}
