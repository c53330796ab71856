import type { LateSamples } from '../../domain/generation/late-samples.ts';
import type { Originals } from '../../domain/generation/originals.ts';
import type { SampleRef } from '../../domain/generation/sample-claims.ts';
import { hasEnded } from '../../domain/jobs/job-status.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';

export type LateAnswerDependencies = {
  readonly originals: Pick<Originals, 'find'>;
  readonly jobs: Pick<JobStore, 'find'>;
  readonly late: LateSamples;
  readonly report: (sample: SampleRef) => void;
};

/**
 * A picture that came when its job had ended without it is dropped: the credits are back, and the ledger stays as it is.
 * That it came is noted in the job, for the provider may have billed it. A repeat notes nothing twice.
 */
export function lateAnswer({ originals, jobs, late, report }: LateAnswerDependencies) {
  return async (sample: SampleRef): Promise<void> => {
    const { jobId, sampleIndex } = sample;
    const job = await jobs.find(jobId);
    if (job === undefined || !hasEnded(job.status)) return;
    if (job.images.some((image) => image.sampleIndex === sampleIndex)) return;
    if ((await originals.find(jobId, sampleIndex)) === undefined) return;

    await late.note(sample);
    report(sample);
  };
}
