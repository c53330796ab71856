import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { type Database, startDatabase } from '../../../local/dynamodb/database.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { childrenOf, commandOf } from '../../support/processes.ts';
import { blueprintOf } from '../example-blueprint.ts';

const plain = {
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
};
const indexed = {
  ...plain,
  AttributeDefinitions: [...plain.AttributeDefinitions, { AttributeName: 'open', AttributeType: 'S' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'open-jobs',
      KeySchema: [{ AttributeName: 'open', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
};
const jobs = (properties: Record<string, unknown>) =>
  blueprintOf({ Jobs: { Type: 'AWS::DynamoDB::GlobalTable', Properties: properties } });

const warnings: string[] = [];
let database: Database;
afterEach(() => database.stop());

async function start(folder = mkdtempSync(join(tmpdir(), 'dynamodb-'))) {
  database = await startDatabase(folder, (warning) => warnings.push(warning));
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 10,
  });
  return { client, folder };
}

const item = { pk: { S: 'job' }, open: { S: 'yes' } };

describe('the tables of the laptop', () => {
  it('are made once, with indexes and expiry, and found again by the next start', async () => {
    const first = await start();
    await createTables(database.endpoint, jobs(indexed));
    await first.client.send(new PutItemCommand({ TableName: 'Jobs', Item: item }));
    await database.stop();

    const second = await start(first.folder);
    await createTables(database.endpoint, jobs(indexed));

    const { Table } = await second.client.send(new DescribeTableCommand({ TableName: 'Jobs' }));
    const { TimeToLiveDescription } = await second.client.send(
      new DescribeTimeToLiveCommand({ TableName: 'Jobs' }),
    );
    const { Item } = await second.client.send(
      new GetItemCommand({ TableName: 'Jobs', Key: { pk: { S: 'job' } } }),
    );
    expect(Table?.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'open-jobs' }]);
    expect(TimeToLiveDescription?.AttributeName).toBe('expiresAtSeconds');
    expect(Item).toEqual(item);
  });

  it('get an index and an expiry that the template gained, with what is stored in it', async () => {
    const { client } = await start();
    await createTables(database.endpoint, jobs(plain));
    await client.send(new PutItemCommand({ TableName: 'Jobs', Item: item }));

    await createTables(database.endpoint, jobs(indexed));

    const { Count } = await client.send(
      new QueryCommand({
        TableName: 'Jobs',
        IndexName: 'open-jobs',
        KeyConditionExpression: '#open = :yes',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':yes': { S: 'yes' } },
      }),
    );
    expect(Count).toBe(1);
  });

  it('with other keys than the template are left alone, and the error names both', async () => {
    await start();
    await createTables(database.endpoint, jobs(plain));

    const other = {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    };

    await expect(createTables(database.endpoint, jobs(other))).rejects.toThrow(
      /table Jobs .*\(pk HASH\) instead of \(id HASH\).*DARKROOM_HOME/,
    );
  });

  it('are there again, at the same address, after the database was killed', async () => {
    const { client } = await start();
    await createTables(database.endpoint, jobs(plain));
    await client.send(new PutItemCommand({ TableName: 'Jobs', Item: item }));

    for (const pid of childrenOf(process.pid))
      if (commandOf(pid)?.includes('dynoxide')) process.kill(pid, 'SIGKILL');

    const { Item } = await client.send(new GetItemCommand({ TableName: 'Jobs', Key: { pk: { S: 'job' } } }));
    expect(Item).toEqual(item);
    expect(warnings).toEqual([expect.stringMatching(/DynamoDB ended/)]);
  });
});
