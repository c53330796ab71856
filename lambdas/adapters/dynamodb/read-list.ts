import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Bitmaps, bitsSet, type Extent } from '../../domain/library/deletions.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { bitmapPrefix, keys, rowPrefix } from './keys.ts';
import { bitmapRecord, deletionsRecord, type ListPlace, listHeadRecord } from './numbered-list.ts';
import { parseRecord } from './read-item.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * One query for head and deletions, in descending order: the deletions are read first. What is deleted in between is
 * still counted, and nothing is counted as deleted that the head does not know yet. One read unit up to 4 KB, which is
 * some eight million pictures.
 */
export async function readExtent({ client, table, list, blockSize }: ListPlace): Promise<Extent> {
  const [head, deletions] = [keys.listHead(list), keys.listDeletions(list)];
  const items = await queryAll(client, between(table, [head, deletions], true));
  const found = (sk: string) => items.find((item) => item['sk'] === sk);
  const [first, second] = [found(head.sk), found(deletions.sk)];
  return {
    lastSequence: first === undefined ? 0 : parseRecord(listHeadRecord, first, head).lastSequence,
    counts: second === undefined ? [] : parseRecord(deletionsRecord, second, deletions),
    blockSize,
  };
}

/**
 * The bitmaps of some blocks. Read at half the price first: a copy that lags behind is told by its bits, which are fewer
 * than the extent counts, and read again.
 */
export async function readBitmaps(
  place: ListPlace,
  { counts }: Extent,
  blocks: { readonly newest: number; readonly oldest: number },
): Promise<Bitmaps> {
  const counted = counts.slice(blocks.oldest, blocks.newest + 1);
  if (counted.every((count) => count === 0)) return new Map();

  const cheap = await queryBitmaps(place, blocks, false);
  const isFresh = counted.every((count, index) => {
    return bitsSet(cheap.get(blocks.oldest + index) ?? new Uint8Array()) >= count;
  });
  return isFresh ? cheap : queryBitmaps(place, blocks, true);
}

/** Rows by number, from `newest` down to `oldest`. */
export async function queryRows(
  { client, table, list }: ListPlace,
  { newest, oldest }: { readonly newest: number; readonly oldest: number },
  isConsistent: boolean,
): Promise<ReadonlyMap<number, Item>> {
  const items = await queryAll(
    client,
    between(table, [keys.listRow(list, oldest), keys.listRow(list, newest)], isConsistent),
  );
  return new Map(items.map((item) => [numberAfter(rowPrefix, item), item]));
}

async function queryBitmaps(
  { client, table, list }: ListPlace,
  { newest, oldest }: { readonly newest: number; readonly oldest: number },
  isConsistent: boolean,
): Promise<Bitmaps> {
  const ends = [keys.listBitmap(list, oldest), keys.listBitmap(list, newest)] as const;
  const items = await queryAll(client, between(table, ends, isConsistent));
  return new Map(
    items.map((item) => [numberAfter(bitmapPrefix, item), parseRecord(bitmapRecord, item, ends[0])]),
  );
}

/** What stands between two keys of one partition, both included. */
export function between(
  table: string,
  [from, to]: readonly [{ readonly pk: string; readonly sk: string }, { readonly sk: string }],
  isConsistent: boolean,
): QueryCommandInput {
  return {
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': from.pk, ':from': from.sk, ':to': to.sk },
    ConsistentRead: isConsistent,
  };
}

/** All that a query finds, highest key first, however many calls it takes. */
export async function queryAll(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of queryPages(client, input)) items.push(item);
  return items;
}

/** As `queryAll`, one item after the other; no more than one call's answer is held. */
export async function* queryPages(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): AsyncGenerator<Item> {
  for (let start: Record<string, unknown> | undefined; ; ) {
    const from = start === undefined ? {} : { ExclusiveStartKey: start };
    const query = new QueryCommand({ ScanIndexForward: false, ...input, ...from });
    const answer = await client.send(query).catch((cause: unknown) => {
      throw new StoreUnavailable('read a list of pictures', { cause });
    });
    yield* answer.Items ?? [];
    start = answer.LastEvaluatedKey;
    if (start === undefined) return;
  }
}

/** The number that ends an item's sort key. */
export function numberAfter(prefix: string, item: Item): number {
  return Number(String(item['sk']).slice(prefix.length));
}
