import type { Clock } from '../../domain/clock.ts';
import { lastWorkMillis } from '../../domain/jobs/deadline.ts';
import type { JobRunner } from '../../domain/jobs/job-runner.ts';
import { hasEnded } from '../../domain/jobs/job-status.ts';
import type { JobStore, OpenJobs } from '../../domain/jobs/job-store.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';

export type SweepDependencies = {
  readonly openJobs: OpenJobs;
  readonly jobs: JobStore;
  readonly runner: JobRunner;
  readonly requestSettlement: (jobId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
};

/** How many jobs it started, stopped, asked to be settled and could not sweep; and how many were open past their deadline. */
export type SweepReport = {
  started: number;
  stopped: number;
  settled: number;
  failed: number;
  overdue: number;
};

/**
 * The guarantee behind every promise: a job that is open and that nobody works on is started, or settled. Delivery of
 * workflow events is best effort, and a request can die between writing its job and starting it. One job that cannot
 * be swept does not keep the others waiting; the next sweep takes it again.
 */
export function sweepOpenJobs({ openJobs, jobs, runner, requestSettlement, clock, log }: SweepDependencies) {
  return async (): Promise<SweepReport> => {
    const report: SweepReport = { started: 0, stopped: 0, settled: 0, failed: 0, overdue: 0 };
    for await (const open of openJobs.list()) {
      const isPastDeadline = open.deadlineAtMillis <= clock.nowMillis();
      if (isPastDeadline) report.overdue += 1;
      await attempt(open.jobId, report, () => sweep(open.jobId, isPastDeadline, report));
    }
    // Ended jobs that lack pictures: settling takes away what was stored of those.
    for await (const { jobId } of openJobs.listLeftovers(clock.nowMillis() - lastWorkMillis)) {
      await attempt(jobId, report, () => settle(jobId, report));
    }
    const { started, stopped, settled, failed } = report;
    log.about({});
    log.info(logEvents.sweep.done, {
      jobsStarted: started,
      jobsStopped: stopped,
      jobsSettled: settled,
      jobsFailed: failed,
    });
    return report;
  };

  async function attempt(jobId: string, report: SweepReport, work: () => Promise<void>): Promise<void> {
    log.about({ jobId });
    try {
      await work();
    } catch (error) {
      report.failed += 1;
      log.error(logEvents.worker.failed, { error });
    }
  }

  async function settle(jobId: string, report: SweepReport): Promise<void> {
    await requestSettlement(jobId);
    report.settled += 1;
    log.warn(logEvents.sweep.askedToSettle);
  }

  async function sweep(jobId: string, isPastDeadline: boolean, report: SweepReport): Promise<void> {
    const execution = await runner.status(jobId);
    if (execution === 'running' && !isPastDeadline) return;
    if (execution === 'unknown' && !isPastDeadline) return start(jobId, report);

    if (execution === 'running') {
      await runner.stop(jobId, 'The job is past its deadline.');
      report.stopped += 1;
      log.warn(logEvents.sweep.stopped);
    }
    await settle(jobId, report);
  }

  async function start(jobId: string, report: SweepReport): Promise<void> {
    const job = await jobs.find(jobId);
    if (job === undefined) return;
    if (hasEnded(job.status)) return requestSettlement(jobId);

    log.know({ teamId: job.teamId });
    await runner.start({ jobId, teamId: job.teamId, requestId: null });
    report.started += 1;
    log.warn(logEvents.sweep.started);
  }
}
