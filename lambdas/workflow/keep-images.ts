import type { Completion, Ledger } from '../domain/credits/ledger.ts';
import type { Job } from '../domain/jobs/job.ts';
import type { GalleryPublisher } from '../domain/library/gallery.ts';

export type KeepImagesDependencies = {
  readonly ledger: Pick<Ledger, 'complete'>;
  readonly gallery: GalleryPublisher;
};

/** Completes a job with what arrived; answers how the job stands, whoever ended it. Repeatable as a whole. */
export async function keepImages(
  { ledger, gallery }: KeepImagesDependencies,
  completion: Completion,
  nowMillis: number,
): Promise<Job> {
  const { job } = await ledger.complete(completion, nowMillis);

  // After the money, and repeatable: a crash in between is made good by the repeat.
  if (job.status === 'completed' && job.isPublic) await gallery.publish(job);
  return job;
}
