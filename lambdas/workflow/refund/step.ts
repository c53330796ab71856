import type * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { Ledger } from '../../domain/credits/ledger.ts';
import { failureOfLosses } from '../../domain/jobs/failure-of-losses.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import type { Log } from '../../observability/log.ts';
import { logEnd } from '../log-end.ts';
import { splitOutcomes } from '../outcomes.ts';
import type { refundPayload } from '../payloads.ts';

/**
 * Gives the whole charge back and ends the job as failed. The worst moment to crash is after the transaction: the
 * repeat finds the job failed and changes nothing. A job that completed meanwhile stays completed.
 */
export function refund({
  ledger,
  clock,
  log,
}: {
  readonly ledger: Pick<Ledger, 'refund'>;
  readonly clock: Clock;
  readonly log: Log;
}) {
  return async ({ jobId, outcomes, failure }: z.output<typeof refundPayload>) => {
    const { lost } = splitOutcomes(outcomes ?? []);
    const { job } = await ledger.refund(jobId, explain(failure.Error, lost), lost, clock.nowMillis());

    logEnd(log, job);
    return { jobId, status: job.status };
  };
}

function explain(errorName: string, lost: Parameters<typeof failureOfLosses>[0]): JobFailure {
  if (errorName === 'NoImageArrived') return failureOfLosses(lost);

  return { code: 'internal_error', error: 'The images could not be kept. The credits were given back.' };
}
