import * as z from 'zod';
import { jobStatuses } from '../../domain/jobs/job-status.ts';
import { cursorOf } from '../../http/cursor.ts';
import { queryCount } from '../../http/query-count.ts';
import { looksLikeJobId } from '../job-id.ts';

const place = z.object({ createdAtMillis: z.int().min(0), jobId: z.string().refine(looksLikeJobId) });

/** Unknown names are ignored. */
export const listGenerationsQuery = z.object({
  status: z.enum(jobStatuses).optional().describe('Only jobs that stand so.'),
  limit: queryCount(100).default(20).describe('Jobs in one answer, 1 to 100.'),
  cursor: cursorOf(place).optional().describe('The `nextCursor` of the answer before.'),
});
