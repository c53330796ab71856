import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { deletedOf, type Extent } from '../../domain/library/deletions.ts';
import { normaliseForSearch, type SearchFilter } from '../../domain/library/matches.ts';
import type { PageStart } from '../../domain/library/pages.ts';
import { keys } from './keys.ts';
import { packSequences, unpackSequences } from './packed-sequences.ts';
import { parseRecord } from './read-item.ts';
import { between, queryAll } from './read-list.ts';

/** A page of what was found: the numbers of its pictures, newest first. */
export type FoundPage = {
  readonly sequences: readonly number[];
  /** How many matches are newer than the page's first. */
  readonly newer: number;
  readonly total: number;
};

export const matchesRecord = z.object({
  version: z.string(),
  total: z.int(),
  packed: z.instanceof(Uint8Array),
});

type Place = { readonly client: DynamoDBDocumentClient; readonly table: string; readonly teamId: string };

/** Matches in an item: some 4 KB of them where they are rare, and a few bytes where everything matches. */
const chunkSize = 4096;
const keptSeconds = 3600;
const putsAtOnce = 25;

/**
 * The page of a search that was made before, while the library is the same: its newest number and the count of deletions
 * only grow, so together they name what it holds. `undefined` when nothing of use is kept.
 */
export async function keptPage(
  place: Place,
  extent: Extent,
  filter: SearchFilter,
  { newer, before }: PageStart,
  limit: number,
): Promise<FoundPage | undefined> {
  // The match before the page shows whether a cursor's count still belongs to its place.
  const first = chunkOf(Math.max(newer - 1, 0));
  const last = chunkOf(newer + limit - 1);
  const version = versionOf(extent);
  const isOfNow = (chunk: { readonly version: string }) => chunk.version === version;
  const isBeyond = newer >= extent.lastSequence;
  // A first page mostly finds nothing kept. What was kept just now may be missed at half the price: searched again, no more.
  const chunks = isBeyond ? [] : await readChunks(place, filter, first, last, newer > 0);
  // Any chunk of now tells how many matches there are, and so that a page is past their end; the first is not read twice.
  const hasReadFirst = first === 0 && !isBeyond;
  const facts =
    chunks.find(isOfNow) ??
    (hasReadFirst ? undefined : (await readChunks(place, filter, 0, 0, true)).find(isOfNow));
  if (facts === undefined) return undefined;
  const { total } = facts;
  if (newer >= total) return before === undefined ? { sequences: [], newer, total } : undefined;

  const wanted = chunkOf(Math.min(newer + limit, total) - 1) - first + 1;
  const read = chunks.slice(0, wanted);
  if (read.length < wanted || !read.every(isOfNow)) return undefined;

  const sequences = read.flatMap(({ packed }) => unpackSequences(packed));
  const from = newer - first * chunkSize;
  if (before !== undefined && sequences[from - 1] !== before) return undefined;
  return { sequences: sequences.slice(from, from + limit), newer, total };
}

/** Pages after the first are read in full: a copy that lags behind would cost a whole search. */
async function readChunks(
  { client, table, teamId }: Place,
  filter: SearchFilter,
  first: number,
  last: number,
  isConsistent: boolean,
) {
  const hash = hashOf(filter);
  const ends = [keys.matches(teamId, hash, first), keys.matches(teamId, hash, last)] as const;
  const items = await queryAll(client, { ...between(table, ends, isConsistent), ScanIndexForward: true });
  return items.map((item) => parseRecord(matchesRecord, item, ends[0]));
}

/** Keeps what was found for the pages to come; also that nothing was. */
export async function keepMatches(
  { client, table, teamId }: Place,
  extent: Extent,
  filter: SearchFilter,
  sequences: readonly number[],
  nowMillis: number,
): Promise<void> {
  const hash = hashOf(filter);
  const facts = {
    version: versionOf(extent),
    total: sequences.length,
    expiresAtSeconds: Math.ceil(nowMillis / 1000) + keptSeconds,
  };
  const puts = Array.from({ length: Math.max(1, chunkOf(sequences.length - 1) + 1) }, (_, chunk) => {
    const packed = packSequences(sequences.slice(chunk * chunkSize, (chunk + 1) * chunkSize));
    return new PutCommand({
      TableName: table,
      Item: { ...keys.matches(teamId, hash, chunk), ...facts, packed },
    });
  });
  for (let from = 0; from < puts.length; from += putsAtOnce) {
    await Promise.all(puts.slice(from, from + putsAtOnce).map((put) => client.send(put)));
  }
}

function chunkOf(rank: number): number {
  return Math.floor(rank / chunkSize);
}

function versionOf({ lastSequence, counts }: Extent): string {
  return `${lastSequence}-${deletedOf(counts)}`;
}

function hashOf({ search, presetId }: SearchFilter): string {
  const asked = [normaliseForSearch(search.text), presetId ?? null, [...search.presetIds].sort()];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 22);
}
