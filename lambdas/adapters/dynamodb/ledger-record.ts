import * as z from 'zod';
import type { LedgerEntry } from '../../domain/credits/ledger-entry.ts';
import { keys } from './keys.ts';

/** The stored shape of a ledger entry. Entries are put once and never changed. */
export const ledgerEntryRecord = z.object({
  id: z.string(),
  type: z.enum(['grant', 'charge', 'refund']),
  amount: z.int(),
  jobId: z.string().nullable(),
  createdAtMillis: z.int(),
  reason: z.string().nullable(),
});

/** The write of one entry inside a money transaction: only if it is absent. */
export function putLedgerEntry(table: string, teamId: string, entry: LedgerEntry) {
  return {
    Put: {
      TableName: table,
      Item: { ...keys.ledgerEntry(teamId, entry.createdAtMillis, entry.id), ...entry },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** One charge and one refund at most per job: their ids are the job's. */
export function jobLedgerEntry(
  type: 'charge' | 'refund',
  jobId: string,
  credits: number,
  createdAtMillis: number,
): LedgerEntry {
  const amount = type === 'charge' ? -credits : credits;
  return { id: jobEntryId(type, jobId), type, amount, jobId, createdAtMillis, reason: null };
}

export function jobEntryId(type: 'charge' | 'refund', jobId: string): string {
  return `${type}_${jobId}`;
}
