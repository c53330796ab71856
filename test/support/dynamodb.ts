import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localDocumentClient } from '../../admin/connection/local-clients.ts';
import { freePort } from '../../local/loopback.ts';
import { DynamoTwin } from '../simulation/twins/dynamo-twin.ts';

export const tables = { jobs: 'jobs', images: 'images', credits: 'credits', catalogue: 'catalogue' };

export type TestDatabase = {
  readonly client: DynamoDBDocumentClient;
  readonly endpoint: string;
  stop(): Promise<void>;
};

/**
 * A database in memory with Darkroom's tables, reached over its real wire protocol; or, for the runs that prove it to be
 * the same, the twin that the simulation uses.
 */
export async function startDatabase(): Promise<TestDatabase> {
  if (process.env['DARKROOM_TEST_DATABASE'] === 'twin') {
    return { client: new DynamoTwin().client, endpoint: '', stop: async () => {} };
  }

  const port = await freePort();
  const binary = new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url).pathname;
  const server = spawn(binary, ['serve', '--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = localDocumentClient(endpoint);

  await answers(client, server);
  for (const table of Object.values(tables)) await createTable(client, table);

  return {
    client,
    endpoint,
    stop: async () => {
      client.destroy();
      server.kill('SIGKILL');
    },
  };
}

async function answers(client: DynamoDBDocumentClient, server: ChildProcess): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await client.send(new ListTablesCommand());
      return;
    } catch (cause) {
      if (tries > 200 || server.exitCode !== null)
        throw new Error('The test database did not start.', { cause });
      await wait(25);
    }
  }
}

/** As the template has it: jobs alone have indexes. */
export async function createTable(client: DynamoDBDocumentClient, name: string): Promise<void> {
  const indexes = name === tables.jobs ? [openByDeadline, teamByTime] : [];
  const key = (AttributeName: string, AttributeType: 'S' | 'N') => ({ AttributeName, AttributeType });
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema('pk', 'sk'),
      AttributeDefinitions: [
        key('pk', 'S'),
        key('sk', 'S'),
        ...(indexes.length === 0
          ? []
          : [
              key('open', 'S'),
              key('teamId', 'S'),
              key('createdAtMillis', 'N'),
              key('deadlineAtMillis', 'N'),
            ]),
      ],
      ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
    }),
  );
}

const openByDeadline = index('open-by-deadline', 'open', 'deadlineAtMillis');
const teamByTime = index('team-by-time', 'teamId', 'createdAtMillis');

function index(IndexName: string, hash: string, range: string) {
  return {
    IndexName,
    KeySchema: keySchema(hash, range),
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  };
}

function keySchema(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}
