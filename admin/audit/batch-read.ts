import { setTimeout as wait } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Key = { readonly pk: string; readonly sk: string };
type Item = Readonly<Record<string, unknown>>;

/** The most that DynamoDB reads in one call. */
const maxKeys = 100;

/** Reads items by their keys, consistently, in few calls; those that do not exist are left out. A key may come twice. */
export async function batchRead(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let left = [...new Map(keys.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }])).values()];
  while (left.length > 0) {
    const [now, later] = [left.slice(0, maxKeys), left.slice(maxKeys)];
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: now, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[table] ?? []));
    const refused = now.filter(({ pk, sk }) =>
      UnprocessedKeys?.[table]?.Keys?.some((key) => key['pk'] === pk && key['sk'] === sk),
    );
    left = [...refused, ...later];
    // Throttled, or over 16 MB: this is a command, it has time.
    if (refused.length > 0) await wait(200);
  }
  return found;
}
