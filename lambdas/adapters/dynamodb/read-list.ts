import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Bitmaps, bitsSet, type Extent } from '../../domain/library/deletions.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { bitmapPrefix, keys, rowPrefix } from './keys.ts';
import { bitmapRecord, deletionsRecord, type ListPlace, listHeadRecord } from './numbered-list.ts';
import { parseRecord } from './read-item.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * One query for head and deletions; between the two a picture may come or go, and is then counted as before. One read unit
 * up to 4 KB, which is some eight million pictures.
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
 * The bitmaps of some blocks, newest first. Read at half the price first: a copy that lags behind is told by its bits,
 * which are fewer than the extent counts, and read again.
 */
export async function readBitmaps(
  place: ListPlace,
  { counts }: Extent,
  blocks: readonly number[],
): Promise<Bitmaps> {
  if (blocks.every((block) => (counts[block] ?? 0) === 0)) return new Map();

  const cheap = await queryBitmaps(place, blocks, false);
  const isFresh = blocks.every((block) => {
    return bitsSet(cheap.get(block) ?? new Uint8Array()) >= (counts[block] ?? 0);
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

/** A query for each stretch of neighbours: one, unless whole blocks in between are empty. */
async function queryBitmaps(
  { client, table, list }: ListPlace,
  blocks: readonly number[],
  isConsistent: boolean,
): Promise<Bitmaps> {
  const items = await Promise.all(
    stretchesOf(blocks).map(({ newest, oldest }) => {
      const ends = [keys.listBitmap(list, oldest), keys.listBitmap(list, newest)] as const;
      return queryAll(client, between(table, ends, isConsistent));
    }),
  );
  const key = { pk: list, sk: bitmapPrefix };
  return new Map(
    items.flat().map((item) => [numberAfter(bitmapPrefix, item), parseRecord(bitmapRecord, item, key)]),
  );
}

function stretchesOf(falling: readonly number[]): readonly { newest: number; oldest: number }[] {
  const stretches: { newest: number; oldest: number }[] = [];
  for (const block of falling) {
    const last = stretches.at(-1);
    if (last !== undefined && last.oldest === block + 1) last.oldest = block;
    else stretches.push({ newest: block, oldest: block });
  }
  return stretches;
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
