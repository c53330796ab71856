import * as z from 'zod';
import { jobResponse } from '../job-answer.ts';

export const listGenerationsResponse = z.object({
  jobs: z.array(jobResponse),
  /** Null on the last page. With a `status`, a page may hold fewer jobs than its limit and still have a next one. */
  nextCursor: z.string().nullable(),
});
