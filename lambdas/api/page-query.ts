import * as z from 'zod';
import { queryCount } from '../http/query-count.ts';

/** A page of a list that is counted. */
export const pageQuery = z.object({
  page: queryCount(Number.MAX_SAFE_INTEGER).default(1).describe('From 1. Past the end, the list is empty.'),
  limit: queryCount(100).default(20).describe('Pictures on a page, 1 to 100.'),
});
