import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { jobEntryId } from '../../lambdas/adapters/dynamodb/ledger-record.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';

/** An entry that a job must have, and where: a move writes the same moment into the job and into its entry. */
export type ExpectedEntry = {
  readonly type: 'charge' | 'refund';
  readonly key: { readonly pk: string; readonly sk: string };
  /** As in the ledger: a charge is negative. */
  readonly amount: number;
};

/** The ledger entries of a job, given how it stands: no others may be there. */
export function expectedEntries(job: Job): readonly ExpectedEntry[] {
  const { jobId, teamId, chargedAtMillis, endedAtMillis, cost } = job;
  if (chargedAtMillis === null) return [];

  const entry = (type: ExpectedEntry['type'], atMillis: number, amount: number): ExpectedEntry => ({
    type,
    key: keys.ledgerEntry(teamId, atMillis, jobEntryId(type, jobId)),
    amount,
  });
  const refund = refundOf(job);
  return [
    entry('charge', chargedAtMillis, -cost),
    ...(refund === 0 ? [] : [entry('refund', endedAtMillis ?? 0, refund)]),
  ];
}

function refundOf({ status, cost, unitCost, samples, images }: Job): number {
  if (status === 'failed') return cost;
  return status === 'completed' ? unitCost * (samples.length - images.length) : 0;
}
