import * as z from 'zod';

export const usageResponse = z.object({
  balance: z.int(),
  charged: z.int(),
  refunded: z.int(),
  /** charged − refunded */
  spent: z.int(),
  activeJobs: z.int(),
  byModel: z.array(z.object({ model: z.string(), jobs: z.int(), images: z.int(), credits: z.int() })),
  /** Creation of the team. */
  since: z.iso.datetime(),
});
