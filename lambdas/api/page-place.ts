import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { PagePlace, PageStart } from '../domain/library/pages.ts';
import { cursorOf, encodeCursor } from '../http/cursor.ts';
import { type Failure, invalidRequest } from '../http/failure.ts';
import { queryCount } from '../http/query-count.ts';

/** No list has as many pictures: a cursor beyond is not ours. */
const most = 10 ** 12;

/** `list` tells one list from another: a place in the one is nowhere in the other. */
const place = z.object({
  before: z.int().min(1).max(most),
  newer: z.int().min(0).max(most),
  list: z.string(),
});

/** A page of a list that is counted: by its number, or from where an earlier answer ended. */
export const pageQuery = z.object({
  page: queryCount(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('From 1, which is the default. Past the end, the list is empty.'),
  limit: queryCount(100).default(20).describe('Pictures on a page, 1 to 100.'),
  cursor: cursorOf(place)
    .optional()
    .describe(
      'Instead of `page`: the `nextCursor` of an answer. Goes on after its last picture, whatever came or went since.',
    ),
});

/** What an answer says of its page. */
export const pageResponse = z.object({
  total: z.int().describe('Of all pages together.'),
  page: z.int(),
  limit: z.int(),
  nextCursor: z.string().nullable().describe('For `cursor`; null when nothing comes after this page.'),
});

/** Names a list by what it was asked with, in 64 bits: enough to catch a mistake, and no secret. */
export function listName(...asked: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 11);
}

/** Where a page starts. */
export function pageStart(
  { page, limit, cursor }: z.output<typeof pageQuery>,
  list: string,
): { readonly start: PageStart } | Failure {
  const refused = (message: string) => invalidRequest([{ path: 'cursor', message }]);
  if (cursor === undefined) return { start: { newer: ((page ?? 1) - 1) * limit } };
  if (page !== undefined) return refused('Cannot be sent beside page: send one of them.');
  if (cursor.list !== list) return refused('Must be the nextCursor of an answer with the same filters.');
  return { start: { before: cursor.before, newer: cursor.newer } };
}

export function pageAnswer(
  {
    start,
    limit,
    total,
    next,
  }: {
    readonly start: PageStart;
    readonly limit: number;
    readonly total: number;
    readonly next: PagePlace | null;
  },
  list: string,
): z.input<typeof pageResponse> {
  return {
    total,
    page: Math.floor(start.newer / limit) + 1,
    limit,
    nextCursor: next === null ? null : encodeCursor({ ...next, list }),
  };
}
