import * as z from 'zod';
import { cursorOf } from '../../http/cursor.ts';
import { queryCount } from '../../http/query-count.ts';

const place = z.object({
  createdAtMillis: z.int().min(0),
  entryId: z.string().regex(/^[a-z]+_[0-9A-Za-z_-]{1,100}$/),
});

/** Unknown names are ignored. */
export const listLedgerQuery = z.object({
  limit: queryCount(100).default(20).describe('Entries in one answer, 1 to 100.'),
  cursor: cursorOf(place).optional().describe('The `nextCursor` of the answer before.'),
  jobId: z
    .string()
    .optional()
    .describe('Only what this job moved: its charge, and its refund if it has one.'),
});
