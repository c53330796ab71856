import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import type { Mismatch } from './mismatch.ts';

/** What a job's ledger entries must be, given how the job stands. */
export function checkJob(job: Job, entries: readonly LedgerEntry[]): readonly Mismatch[] {
  const charges = entries.filter(({ type }) => type === 'charge');
  const charged = -sum(charges);
  const refunded = sum(entries.filter(({ type }) => type === 'refund'));
  const expected = expectedMoney(job);
  const mismatch = (kind: Mismatch['kind'], detail: string): Mismatch => ({
    kind,
    teamId: job.teamId,
    jobId: job.jobId,
    detail,
  });

  return [
    ...(charges.length > 1 ? [mismatch('charged_twice', `The job has ${charges.length} charges.`)] : []),
    ...(charged < expected.charged
      ? [mismatch('charge_missing', `The job costs ${expected.charged} credits and was charged ${charged}.`)]
      : []),
    ...(charged > expected.charged && charges.length <= 1
      ? [
          mismatch(
            'charged_without_reason',
            `The job should be charged ${expected.charged} and was charged ${charged}.`,
          ),
        ]
      : []),
    ...(refunded === expected.refunded
      ? []
      : [
          mismatch(
            'refund_wrong',
            `The job is ${job.status}; ${expected.refunded} credits should be back, ${refunded} are.`,
          ),
        ]),
  ];
}

function expectedMoney(job: Job): { charged: number; refunded: number } {
  if (job.chargedAtMillis === null) return { charged: 0, refunded: 0 };
  if (job.status === 'failed') return { charged: job.cost, refunded: job.cost };
  if (job.status === 'completed') {
    return { charged: job.cost, refunded: job.unitCost * (job.samples.length - job.images.length) };
  }
  return { charged: job.cost, refunded: 0 };
}

function sum(entries: readonly LedgerEntry[]): number {
  return entries.reduce((total, { amount }) => total + amount, 0);
}
