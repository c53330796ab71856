import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';

/** Some 10 MB, at 1 MB a call. */
const windowRows = 20_000;

type Place = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly list: string;
  /** The newest number of the list, for the windows: what is measured here knows nothing of numbers. */
  readonly newest: number;
};

/**
 * What a page takes as most would write it: the rows before it are read, counted and thrown away, up to 1 MB a call, at
 * half the price. Answers how many rows the page has; a real one would cost no less.
 */
export async function skipAndScan(place: Place, newer: number, limit: number): Promise<number> {
  let left = newer + limit;
  for await (const { Count = 0 } of queries(place, () => ({ Limit: left, Select: 'COUNT' }))) {
    left -= Count;
    if (left <= 0) return limit;
  }
  return Math.max(0, limit - left);
}

/** A search as most would write it: whole rows are read, and filtered by DynamoDB. The ids of what it found, newest first. */
export async function queryAndFilter(place: Place, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  const filter = { FilterExpression: 'contains(userPrompt, :text)', ProjectionExpression: 'imageId' };
  for await (const { Items = [] } of queries(place, () => filter, { ':text': text }))
    found.push(...Items.map(({ imageId }) => String(imageId)));
  return found;
}

/**
 * All rows of a list, newest first, in windows of numbers. DynamoDB would not need them; dynoxide looks at all that lies
 * between the ends of a query for each of its pages, and takes a quarter of an hour for a million rows without them.
 */
async function* queries(
  { client, table, list, newest: last }: Place,
  more: () => Partial<QueryCommandInput>,
  values: Readonly<Record<string, unknown>> = {},
) {
  for (let newest = last; newest > 0; newest -= windowRows) {
    const ends = {
      ':first': keys.listRow(list, Math.max(1, newest - windowRows + 1)).sk,
      ':last': keys.listRow(list, newest).sk,
    };
    for (let start: Record<string, unknown> | undefined; ; ) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: { ':pk': list, ...ends, ...values },
          ScanIndexForward: false,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          ...more(),
        }),
      );
      yield answer;
      start = answer.LastEvaluatedKey;
      if (start === undefined) break;
    }
  }
}
