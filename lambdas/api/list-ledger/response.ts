import * as z from 'zod';

const ledgerEntryAnswer = z.object({
  id: z.string(),
  type: z.enum(['grant', 'charge', 'refund']),
  amount: z.int().describe('Credits, signed: a charge is negative. The sum of all entries is the balance.'),
  jobId: z.string().nullable().describe('Null for a grant.'),
  reason: z.string().nullable().describe('Of a grant: what for.'),
  createdAt: z.iso.datetime(),
});

export const listLedgerResponse = z.object({
  entries: z.array(ledgerEntryAnswer),
  nextCursor: z.string().nullable().describe('Null on the last page.'),
});
