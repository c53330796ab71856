import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { StoredRecordBroken } from '../../domain/stored-record-broken.ts';
import { parseRecord } from './read-item.ts';

/** All items of a partition whose sort key starts with `prefix`, in its order, read consistently page by page. */
export async function* queryRecords<Schema extends z.ZodType>(
  client: DynamoDBDocumentClient,
  {
    table,
    pk,
    prefix,
    schema,
  }: { readonly table: string; readonly pk: string; readonly prefix: string; readonly schema: Schema },
): AsyncGenerator<z.output<Schema>> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ConsistentRead: true,
    },
  );
  try {
    for await (const page of pages) {
      for (const item of page.Items ?? []) yield parseRecord(schema, item, { pk, sk: prefix });
    }
  } catch (error) {
    if (error instanceof StoredRecordBroken) throw error;
    throw new StoreUnavailable(`read ${prefix}`, { cause: error });
  }
}
