import type { Ledger, SettleOutcome } from '../domain/credits/ledger.ts';
import { type Job, ranModel } from '../domain/jobs/job.ts';
import type { Meter } from '../observability/meter.ts';

/** Counts how a job ended, once: whoever is told that it had ended before counts nothing. */
export function countEnd(meter: Meter, job: Job): void {
  const { status, images, refunded, createdAtMillis, endedAtMillis, failure } = job;
  const model = ranModel(job);
  if (status === 'completed') {
    meter('JobsCompleted', 1, { model });
    meter('ImagesKept', images.length, { model });
    if (endedAtMillis !== null) meter('JobSeconds', (endedAtMillis - createdAtMillis) / 1000, { model });
  } else if (failure?.code === 'content_blocked') meter('JobsBlocked', 1, {});
  else meter('JobsFailed', 1, { model });
  if (refunded > 0) meter('CreditsRefunded', refunded, {});
}

/** As `countEnd`, of a job whose workflow left it open. */
export function countSettled(meter: Meter, job: Job): void {
  countEnd(meter, job);
  meter('JobsSettled', 1, {});
  if (job.status === 'failed' && job.refunded > 0) meter('SettledRefunds', 1, {});
}

type Ends = Pick<Ledger, 'complete' | 'refund'>;

/**
 * The same ledger, that tells how its moves end jobs. A crash between the move and the count loses a count: the repeat finds
 * the job ended. Counts are for people; money is in the ledger.
 */
export function countingComplete(ledger: Pick<Ends, 'complete'>, count: (job: Job) => void) {
  return {
    complete: async (...move: Parameters<Ends['complete']>) => told(await ledger.complete(...move), count),
  };
}

export function countingRefund(ledger: Pick<Ends, 'refund'>, count: (job: Job) => void) {
  return {
    refund: async (...move: Parameters<Ends['refund']>) => told(await ledger.refund(...move), count),
  };
}

/** Counts the jobs that Charge turns away. */
export function countingCharge(ledger: Pick<Ledger, 'charge'>, meter: Meter): Pick<Ledger, 'charge'> {
  return {
    charge: async (job, nowMillis) => {
      const outcome = await ledger.charge(job, nowMillis);
      if (outcome.outcome === 'insufficient-credits' || outcome.outcome === 'too-many-active-jobs')
        meter('JobsRefused', 1, {});
      return outcome;
    },
  };
}

function told(outcome: SettleOutcome, count: (job: Job) => void): SettleOutcome {
  if (outcome.outcome === 'settled') count(outcome.job);
  return outcome;
}
