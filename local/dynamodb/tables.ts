import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';
import { localSdk } from '../local-sdk.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const tableProperties = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

type TableProperties = z.output<typeof tableProperties>;

/**
 * Makes the tables of the templates that are not there yet, and indexes and expiry that they got since. A table whose
 * stored keys are others is an error: DynamoDB cannot change keys either.
 */
export async function createTables(endpoint: string, blueprint: Blueprint): Promise<void> {
  const client = new DynamoDBClient(localSdk(endpoint));
  try {
    for (const { logicalId, properties } of blueprint.all('AWS::DynamoDB::GlobalTable', tableProperties)) {
      const existing = await describe(client, logicalId);
      if (existing === undefined) await createTable(client, logicalId, properties);
      else await addIndexes(client, logicalId, properties, existing);
      await expire(client, logicalId, properties);
    }
  } finally {
    client.destroy();
  }
}

async function createTable(
  client: DynamoDBClient,
  name: string,
  { TimeToLiveSpecification: _, ...properties }: TableProperties,
): Promise<void> {
  await client.send(
    new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...properties }),
  );
}

async function addIndexes(
  client: DynamoDBClient,
  name: string,
  { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes: indexes = [] }: TableProperties,
  existing: TableDescription,
): Promise<void> {
  refuseOtherKeys(`table ${name}`, existing.KeySchema, KeySchema);
  for (const index of indexes) {
    const stored = existing.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
    if (stored !== undefined) {
      refuseOtherKeys(`index ${index.IndexName} of ${name}`, stored.KeySchema, index.KeySchema);
      continue;
    }
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    );
  }
}

/** A start that was killed may have left a table without it. */
async function expire(
  client: DynamoDBClient,
  name: string,
  { TimeToLiveSpecification: wanted }: TableProperties,
): Promise<void> {
  if (wanted === undefined) return;
  const { TimeToLiveDescription: stored } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: name }),
  );
  if (stored?.TimeToLiveStatus === 'ENABLED' && stored.AttributeName === wanted.AttributeName) return;
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: wanted }));
}

async function describe(client: DynamoDBClient, name: string) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

type Keys = readonly { AttributeName?: string | undefined; KeyType?: string | undefined }[];

function refuseOtherKeys(what: string, stored: Keys | undefined, wanted: Keys): void {
  const found = keysOf(stored ?? []);
  const expected = keysOf(wanted);
  if (found === expected) return;
  throw new Error(
    `The stored ${what} has other keys than the template: ${found} instead of ${expected}. ` +
      'Start with another data folder (DARKROOM_HOME=.darkroom-2), or move this one away.',
  );
}

function keysOf(keys: Keys): string {
  return `(${keys.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ')})`;
}
