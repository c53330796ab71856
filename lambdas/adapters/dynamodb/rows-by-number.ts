import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys, rowPrefix } from './keys.ts';
import type { ListPlace } from './numbered-list.ts';
import { numberAfter, queryRows } from './read-list.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * A row of 600 bytes costs half a read unit alone, and a seventh of that among its neighbours; one of long prompts costs
 * as much among them.
 */
const rowsForTheirNeighboursPrice = 3;
const maxRounds = 10;

/**
 * Rows by their numbers, newest first; those that are gone are left out. Read at half the price first, and again at the
 * full one where a row is missing: the copy lagged behind, or the picture was deleted just now.
 */
export async function rowsByNumber(
  place: ListPlace,
  sequences: readonly number[],
  clock: Clock,
): Promise<ReadonlyMap<number, Item>> {
  const [newest, oldest] = [sequences[0], sequences.at(-1)];
  if (newest === undefined || oldest === undefined) return new Map();

  const isDense = newest - oldest < rowsForTheirNeighboursPrice * sequences.length;
  const found = isDense
    ? await queryRows(place, { newest, oldest }, false)
    : await batchGet(place, sequences, false, clock);
  const missing = sequences.filter((sequence) => !found.has(sequence));
  if (missing.length === 0) return found;
  return new Map([...found, ...(await batchGet(place, missing, true, clock))]);
}

/** At most 100 rows, as many as a page has. What DynamoDB leaves out, for it is throttled, is asked for again. */
async function batchGet(
  { client, table, list }: ListPlace,
  sequences: readonly number[],
  isConsistent: boolean,
  clock: Clock,
): Promise<ReadonlyMap<number, Item>> {
  const found = new Map<number, Item>();
  let left: Record<string, unknown>[] = sequences.map((sequence) => keys.listRow(list, sequence));
  for (let round = 1; left.length > 0; round += 1) {
    if (round > 1) await clock.sleepAtMost(50 * round);
    if (round > maxRounds) throw new StoreUnavailable('read pictures: throttled again and again');
    const request = { RequestItems: { [table]: { Keys: left, ConsistentRead: isConsistent } } };
    const answer = await client.send(new BatchGetCommand(request)).catch((cause: unknown) => {
      throw new StoreUnavailable('read pictures', { cause });
    });
    for (const item of answer.Responses?.[table] ?? []) found.set(numberAfter(rowPrefix, item), item);
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}
