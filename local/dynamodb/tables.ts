import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Blueprint } from '../assembly/blueprint.ts';

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

/** Makes the tables of the templates that are not there yet. A table whose keys or indexes differ is an error. */
export async function createTables(endpoint: string, blueprint: Blueprint): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    for (const { logicalId, properties } of blueprint.all('AWS::DynamoDB::GlobalTable', tableProperties)) {
      await createTable(client, logicalId, properties);
    }
  } finally {
    client.destroy();
  }
}

async function createTable(
  client: DynamoDBClient,
  name: string,
  { TimeToLiveSpecification: timeToLive, ...properties }: z.output<typeof tableProperties>,
): Promise<void> {
  const existing = await describe(client, name);
  if (existing !== undefined) {
    const wanted = shapeOf(properties.KeySchema, properties.GlobalSecondaryIndexes ?? []);
    const found = shapeOf(existing.KeySchema ?? [], existing.GlobalSecondaryIndexes ?? []);
    if (found !== wanted) {
      throw new Error(
        `The stored table ${name} has other keys than the template: ${found} instead of ${wanted}. ` +
          'Move the data folder away (DARKROOM_HOME) to start with an empty one.',
      );
    }
    return;
  }

  await client.send(
    new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...properties }),
  );
  if (timeToLive !== undefined) {
    await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: timeToLive }));
  }
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
type Indexes = readonly { IndexName?: string | undefined; KeySchema?: Keys | undefined }[];

function shapeOf(tableKeys: Keys, indexes: Indexes): string {
  const keysOf = (list: Keys) =>
    list.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
  const indexShapes = indexes.map(({ IndexName, KeySchema }) => `${IndexName}(${keysOf(KeySchema ?? [])})`);
  return [`(${keysOf(tableKeys)})`, ...indexShapes.sort()].join(' ');
}
