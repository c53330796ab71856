import type * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { NoImageArrived } from '../../domain/jobs/errors.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import { type KeepImagesDependencies, keepImages } from '../keep-images.ts';
import { logEnd } from '../log-end.ts';
import { splitOutcomes } from '../outcomes.ts';
import type { drawnPayload } from '../payloads.ts';

/**
 * Ends the job with what arrived; the price of what did not goes back in the same transaction. The worst moment to
 * crash is after the transaction: the repeat finds the job completed and changes nothing.
 */
export function complete({
  clock,
  log,
  ...dependencies
}: KeepImagesDependencies & { readonly clock: Clock; readonly log: Log }) {
  return async ({
    jobId,
    outcomes,
  }: z.output<typeof drawnPayload>): Promise<{ jobId: string; status: string }> => {
    const { images, lost } = splitOutcomes(outcomes);
    if (images.length === 0) log.warn(logEvents.job.withoutImages);
    if (images.length === 0) throw new NoImageArrived(jobId);

    const job = await keepImages(dependencies, { jobId, images, lost }, clock.nowMillis());
    logEnd(log, job);
    return { jobId, status: job.status };
  };
}
