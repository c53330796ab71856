import type * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { Ledger } from '../../domain/credits/ledger.ts';
import { NoImageArrived } from '../../domain/jobs/errors.ts';
import type { GalleryPublisher } from '../../domain/library/gallery.ts';
import { splitOutcomes } from '../outcomes.ts';
import type { drawnPayload } from '../payloads.ts';

/**
 * Ends the job with what arrived; the price of what did not goes back in the same transaction. The worst moment to
 * crash is after the transaction: the repeat finds the job completed and changes nothing.
 */
export function complete({
  ledger,
  gallery,
  clock,
}: {
  readonly ledger: Pick<Ledger, 'complete'>;
  readonly gallery: GalleryPublisher;
  readonly clock: Clock;
}) {
  return async ({
    jobId,
    outcomes,
  }: z.output<typeof drawnPayload>): Promise<{ jobId: string; status: string }> => {
    const { images, lost } = splitOutcomes(outcomes);
    if (images.length === 0) throw new NoImageArrived(jobId);

    const { job } = await ledger.complete({ jobId, images, lost }, clock.nowMillis());

    // After the money, and repeatable: a crash in between is made good by the repeat of this step.
    if (job.status === 'completed' && job.isPublic) await gallery.publish(job);

    return { jobId, status: job.status };
  };
}
