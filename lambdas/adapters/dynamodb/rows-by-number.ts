import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { StoreUnavailable } from '../../domain/store-unavailable.ts';
import { keys, rowPrefix } from './keys.ts';
import type { ListPlace } from './numbered-list.ts';
import { numberAfter, queryRows } from './read-list.ts';

type Item = Readonly<Record<string, unknown>>;
type Rows = ReadonlyMap<number, Item>;

/**
 * A row of 600 bytes costs half a read unit alone, and a seventh of that among its neighbours; one of long prompts costs
 * as much among them.
 */
const rowsForTheirNeighboursPrice = 3;
/**
 * Read units are counted in steps of 4 KB, alone or among neighbours: so many rows of 600 bytes are one step, and two of
 * them that are wanted cost half as much as alone. Rows of 1,300 bytes cost the same both ways.
 */
const neighboursInAStep = 6;
const queriesAtOnce = 10;
const maxRounds = 10;

/**
 * Rows by their numbers, newest first; those that are gone are left out. Read at half the price first, and again at the
 * full one where a row is missing: the copy lagged behind, or the picture was deleted just now. `there` was read before.
 */
export async function rowsByNumber(
  place: ListPlace,
  sequences: readonly number[],
  clock: Clock,
  there: Rows = new Map(),
): Promise<Rows> {
  const unread = sequences.filter((sequence) => !there.has(sequence));
  const [newest, oldest] = [unread[0], unread.at(-1)];
  if (newest === undefined || oldest === undefined) return there;

  const isDense = newest - oldest < rowsForTheirNeighboursPrice * unread.length;
  const found = isDense
    ? await queryRows(place, { newest, oldest }, false)
    : await readScattered(place, unread, clock);
  const missing = unread.filter((sequence) => !found.has(sequence));
  if (missing.length === 0) return new Map([...there, ...found]);
  return new Map([...there, ...found, ...(await batchGet(place, missing, true, clock))]);
}

/** Those that stand close together by a query each, the others one by one. */
async function readScattered(place: ListPlace, sequences: readonly number[], clock: Clock): Promise<Rows> {
  const groups = closeGroups(sequences);
  const close = groups.filter(({ length }) => length > 1).slice(0, queriesAtOnce);
  const alone = groups.filter((group) => !close.includes(group)).flat();
  const wanted = new Set(sequences);
  const read = await Promise.all([
    batchGet(place, alone, false, clock),
    ...close.map((group) => queryRows(place, { newest: group[0] ?? 0, oldest: group.at(-1) ?? 0 }, false)),
  ]);
  return new Map(read.flatMap((rows) => [...rows].filter(([sequence]) => wanted.has(sequence))));
}

function closeGroups(falling: readonly number[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const sequence of falling) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && last[0] - sequence < neighboursInAStep) last.push(sequence);
    else groups.push([sequence]);
  }
  return groups;
}

/** At most 100 rows, as many as a page has. What DynamoDB leaves out, for it is throttled, is asked for again. */
async function batchGet(
  { client, table, list }: ListPlace,
  sequences: readonly number[],
  isConsistent: boolean,
  clock: Clock,
): Promise<Rows> {
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
