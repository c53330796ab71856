import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { StoredRecordBroken } from '../../domain/stored-record-broken.ts';

/** Reads one item, consistently, and parses it. `undefined` when there is none. */
export async function readItem<Schema extends z.ZodType>(
  client: DynamoDBDocumentClient,
  table: string,
  key: { readonly pk: string; readonly sk: string },
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const answer = await client
    .send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))
    .catch((cause: unknown) => {
      throw new StoreUnavailable(`read ${key.sk}`, { cause });
    });

  return answer.Item === undefined ? undefined : parseRecord(schema, answer.Item, key);
}

/** Parses what a store holds. A record that does not parse is our fault: `StoredRecordBroken`, never the caller's 400. */
export function parseRecord<Schema extends z.ZodType>(
  schema: Schema,
  record: unknown,
  key: { readonly pk: string; readonly sk: string },
): z.output<Schema> {
  const parsed = schema.safeParse(record);
  if (!parsed.success) throw new StoredRecordBroken(`${key.pk} / ${key.sk}`, { cause: parsed.error });
  return parsed.data;
}
