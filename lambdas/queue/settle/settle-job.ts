import type { Clock } from '../../domain/clock.ts';
import type { Ledger } from '../../domain/credits/ledger.ts';
import { lastWorkMillis } from '../../domain/jobs/deadline.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import { hasEnded } from '../../domain/jobs/job-status.ts';
import type { JobStore, OpenJobs } from '../../domain/jobs/job-store.ts';
import type { PictureFiles } from '../../domain/library/picture-files.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import { type KeepImagesDependencies, keepImages } from '../../workflow/keep-images.ts';
import { factsOfEnd } from '../../workflow/log-end.ts';
import { type StagedImagesDependencies, stagedImages } from './staged-images.ts';

export type SettleDependencies = KeepImagesDependencies &
  StagedImagesDependencies & {
    readonly jobs: Pick<JobStore, 'find' | 'failUncharged'>;
    readonly ledger: Pick<Ledger, 'refund' | 'complete'>;
    readonly openJobs: Pick<OpenJobs, 'close'>;
    readonly pictures: Pick<PictureFiles, 'remove'>;
    readonly clock: Clock;
    readonly log: Log;
  };

const stopped: JobFailure = {
  code: 'internal_error',
  error: 'The generation stopped before it was done. No credits were kept.',
};

/**
 * Ends a job whose workflow is over but which is still open: with the pictures whose originals are staged, for they are
 * paid; else with a refund. Repeatable: an ended job is left alone, and the moves are guarded by the job's state.
 *
 * | who ends it meanwhile     | what settling finds, and does                                               |
 * |---------------------------|-----------------------------------------------------------------------------|
 * | a Complete still in flight| the job completed: nothing                                                  |
 * | a Refund still in flight  | the job failed: nothing; what was stored again is listed nowhere           |
 * | another settling          | the first transaction wins as a whole; the other changes nothing            |
 * | a worker that stages late | nothing of it: what is not staged now is paid back                          |
 */
export function settleJob(dependencies: SettleDependencies) {
  const { jobs, ledger, gallery, openJobs, pictures, clock, log } = dependencies;

  return async (jobId: string): Promise<void> => {
    const job = await jobs.find(jobId);
    if (job === undefined) return;
    log.know({ teamId: job.teamId });
    if (hasEnded(job.status)) return finish(job);

    const settled =
      job.status === 'queued' ? await jobs.failUncharged(jobId, stopped, clock.nowMillis()) : job;
    if (settled.status === 'active') await settlePaid(settled);
    else logSettled(settled);
  };

  /**
   * The money has moved. The gallery may still lack what the workflow could not publish; and of pictures that the job
   * lacks, or that were deleted from it, objects may be stored, by a Store that died or came too late. Those go once
   * nobody can write them any more.
   */
  async function finish(job: Job): Promise<void> {
    if (job.status === 'completed' && job.isPublic) await gallery.publish(job);
    if (clock.nowMillis() < job.deadlineAtMillis + lastWorkMillis) return;

    const has = new Set(job.status === 'completed' ? job.images.map(({ sampleIndex }) => sampleIndex) : []);
    for (const [index, { imageId, storageKey }] of job.samples.entries())
      if (!has.has(index) || job.deletedImageIds.includes(imageId)) await pictures.remove(storageKey);
    await openJobs.close(job.jobId);
    log.info(logEvents.job.tidied);
  }

  async function settlePaid(job: Job): Promise<void> {
    const { images, lost } = await stagedImages(dependencies, job);
    const { jobId } = job;

    if (images.length > 0)
      logSettled(await keepImages(dependencies, { jobId, images, lost }, clock.nowMillis()));
    else logSettled((await ledger.refund(jobId, stopped, lost, clock.nowMillis())).job);
  }

  function logSettled(job: Job): void {
    log.warn(logEvents.job.settled, { jobStatus: job.status, ...factsOfEnd(job) });
  }
}
