import { rmSync } from 'node:fs';
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
import { listenOnLoopback } from './loopback.ts';
import type { Progress } from './progress.ts';
import type { Settings } from './settings.ts';
import { startStorage } from './storage/storage.ts';

/** The SDK asks for credentials; the laptop's stores accept any, for they listen on 127.0.0.1 only. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * Reads the templates and opens what holds data: tables, buckets, queues, and the CDN's front. The caller holds the lock
 * of the data folder.
 */
export async function openStores(
  { home, assemblyDirectory }: Settings,
  { step }: Progress,
  warn = console.error,
) {
  const closing: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const directory = assemblyDirectory ?? assemblyOf(home);
    if (assemblyDirectory === undefined) {
      rmSync(directory, { recursive: true, force: true });
      await step('Synthesising the CDK app', () => synthesise(directory));
    }
    const assembly: Assembly = await readAssembly(directory);

    const database = await step('Starting DynamoDB', () => startDatabase(join(home, 'dynamodb'), warn));
    closing.push(() => database.stop());
    const storage = await step('Starting SQS and S3', () => startStorage(join(home, 'storage')));
    closing.push(() => storage.stop());

    const s3 = new S3Client({
      endpoint: storage.endpoint,
      region: 'us-east-1',
      credentials: localCredentials,
      forcePathStyle: true,
    });
    const cdnServer: Server = cdn(s3, () => cdnOriginOf(blueprint));
    const cdnHost = `127.0.0.1:${await listenOnLoopback(cdnServer, 0)}`;
    closing.push(() => closeServer(cdnServer));

    const blueprint = new Blueprint(assembly, { sqsEndpoint: storage.endpoint, cdnHost });
    await step('Creating tables, queues and buckets', async () => {
      await createTables(database.endpoint, blueprint);
      storage.createQueuesAndBuckets(blueprint);
    });

    return {
      assembly,
      blueprint,
      dynamodbEndpoint: database.endpoint,
      storageEndpoint: storage.endpoint,
      cdnUrl: `http://${cdnHost}`,
      close,
      /** What the operators' command needs to know. */
      endpoints: () => ({
        pid: process.pid,
        dynamodb: database.endpoint,
        s3: storage.endpoint,
        ...storeNames(blueprint),
      }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where the last start left its templates and bundles: functions run from here for as long as the stack does. */
export function assemblyOf(home: string): string {
  return join(home, 'assembly');
}
