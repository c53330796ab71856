import { readdir, rename, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { type Assembly, readAssembly } from './assembly/assembly.ts';
import { Blueprint } from './assembly/blueprint.ts';
import { storeNames } from './assembly/store-names.ts';
import { synthesise } from './assembly/synthesise.ts';
import { cdn } from './cdn/cdn.ts';
import { cdnOriginOf } from './cdn/distribution.ts';
import { closeServer } from './close-server.ts';
import { startDatabase } from './dynamodb/database.ts';
import { createTables } from './dynamodb/tables.ts';
import { localSdk } from './local-sdk.ts';
import { listenOnLoopback } from './loopback.ts';
import type { Progress } from './progress.ts';
import type { Settings } from './settings.ts';
import { startStorage } from './storage/storage.ts';
import { noTaps, type Taps } from './taps.ts';

/**
 * Reads the templates and opens what holds data: tables, buckets, queues, and the CDN's front. The caller holds the lock
 * of the data folder.
 */
export async function openStores(
  { home, assemblyDirectory }: Settings,
  { step }: Progress,
  warn = console.error,
  taps: Pick<Taps, 'store'> = noTaps,
) {
  const closing: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const directory = assemblyDirectory ?? assemblyOf(home);
    if (assemblyDirectory === undefined) {
      await step('Synthesising the CDK app', () => synthesiseInto(home));
    }
    const assembly: Assembly = await readAssembly(directory);

    const database = await step('Starting DynamoDB', () => startDatabase(join(home, 'dynamodb'), warn));
    closing.push(() => database.stop());
    const dynamodbEndpoint = await taps.store('dynamodb', database.endpoint);
    const storage = await step('Starting SQS and S3', () => startStorage(join(home, 'storage')));
    closing.push(() => storage.stop());
    const storageEndpoint = await taps.store('sqs-and-s3', storage.endpoint);

    const s3 = new S3Client({ ...localSdk(storageEndpoint), forcePathStyle: true });
    const cdnServer: Server = cdn(s3, () => cdnOriginOf(blueprint));
    const cdnHost = `127.0.0.1:${await listenOnLoopback(cdnServer, 0)}`;
    closing.push(() => closeServer(cdnServer));

    const blueprint = new Blueprint(assembly, { sqsEndpoint: storageEndpoint, cdnHost });
    await step('Creating tables, queues and buckets', async () => {
      await createTables(dynamodbEndpoint, blueprint);
      storage.createQueuesAndBuckets(blueprint);
    });

    return {
      assembly,
      blueprint,
      dynamodbEndpoint,
      storageEndpoint,
      cdnUrl: `http://${cdnHost}`,
      close,
      /** What the operators' command needs to know. */
      endpoints: () => ({
        pid: process.pid,
        dynamodb: dynamodbEndpoint,
        s3: storageEndpoint,
        ...storeNames(blueprint),
      }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Replaces the last start's templates as a whole. A start that was killed may still synthesise for some seconds: into a
 * draft of its own, so that it cannot mix with ours.
 */
async function synthesiseInto(home: string): Promise<void> {
  const draft = join(home, `assembly.${process.pid}`);
  await Promise.all((await readdir(home)).filter(isDraft).map((name) => removeDraft(join(home, name))));
  await synthesise(draft);
  await rm(assemblyOf(home), { recursive: true, force: true });
  await rename(draft, assemblyOf(home));
}

function isDraft(name: string): boolean {
  return name.startsWith('assembly.');
}

/** One that is still being written cannot always be removed: a later start does it. */
async function removeDraft(draft: string): Promise<void> {
  await rm(draft, { recursive: true, force: true }).catch(() => {});
}

/** Where the last start left its templates and bundles: functions run from here for as long as the stack does. */
export function assemblyOf(home: string): string {
  return join(home, 'assembly');
}
