import * as z from 'zod';
import { jobStatuses } from '../../domain/jobs/job-status.ts';
import { cursorOf } from '../../http/cursor.ts';
import { queryCount } from '../../http/query-count.ts';

const place = z.object({ createdAtMillis: z.int().min(0), jobId: z.string().regex(/^job_[0-9a-f]{32}$/) });

/** Unknown names are ignored. */
export const listGenerationsQuery = z.object({
  status: z.enum(jobStatuses).optional().describe('Only jobs that stand so.'),
  limit: queryCount(100).default(20).describe('Jobs in one answer, 1 to 100.'),
  cursor: cursorOf(place).optional().describe('The `nextCursor` of the answer before.'),
});
