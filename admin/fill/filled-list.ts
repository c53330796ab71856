import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import {
  type ListPlace,
  listHeadRecord,
  makeHoles,
  readHoles,
  type SeenHoles,
  takeNumbers,
} from '../../lambdas/adapters/dynamodb/numbered-list.ts';
import { readItem } from '../../lambdas/adapters/dynamodb/read-item.ts';
import type { TransactItems } from '../../lambdas/adapters/dynamodb/transaction.ts';
import { placeOf } from '../../lambdas/domain/library/deletions.ts';

/** How a list stands, as far as whoever adds to it must know. */
export type FilledList = { readonly place: ListPlace; readonly last: number; readonly holes: SeenHoles };

export async function readFilledList(place: ListPlace): Promise<FilledList> {
  const { client, table, list, blockSize } = place;
  const head = await readItem(client, table, keys.listHead(list), listHeadRecord);
  const last = head?.lastSequence ?? 0;
  // Later blocks have no holes yet, for they have no numbers.
  return { place, last, holes: await readHoles(place, placeOf(Math.max(1, last), blockSize).block) };
}

/** The next numbers of a list: one for each `isHole`, and a hole where it is true. `more` is written beside the newest. */
export function extend(
  { place, last, holes: seen }: FilledList,
  isHole: readonly boolean[],
  more: Readonly<Record<string, number>> = {},
): { readonly items: TransactItems; readonly next: FilledList } {
  if (isHole.length === 0) return { items: [], next: { place, last, holes: seen } };

  const gone = isHole.flatMap((hole, index) => (hole ? [last + 1 + index] : []));
  const { items, holes } = makeHoles(place, seen, gone);
  const head = takeNumbers(place, last, isHole.length, more);
  return { items: [head, ...items], next: { place, last: last + isHole.length, holes } };
}
