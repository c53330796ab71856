import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { sweepOpenJobs } from '../../../lambdas/schedule/sweep/sweep-open-jobs.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';
import { exampleJob, exampleParams } from '../../support/example-job.ts';

const pastDeadline = '2026-11-23T11:00:00.000Z';
/** Ended without its pictures. */
const leftovers = { jobId: 'job_0', deadlineAtMillis: Date.parse('2026-11-23T11:15:00.000Z') };

async function arrange(
  execution: 'running' | 'closed' | 'unknown' | 'away',
  now = '2026-11-23T09:05:00.000Z',
) {
  const clock = new ManualClock(now);
  const store = new FakeLedgerStore();
  const job = exampleJob({ jobId: 'job_1' });
  await store.accept(job, exampleParams);
  const done: string[] = [];
  const log = new RecordedLog();
  const sweep = sweepOpenJobs({
    openJobs: {
      list: async function* () {
        yield job;
      },
      listLeftovers: async function* (deadlineBeforeMillis) {
        if (deadlineBeforeMillis > leftovers.deadlineAtMillis) yield leftovers;
      },
      close: async () => undefined,
    },
    jobs: store,
    runner: {
      status: async () => {
        if (execution === 'away') throw new StoreUnavailable('look at a workflow');
        return execution;
      },
      start: async ({ jobId }) => {
        done.push(`start ${jobId}`);
        return 'started';
      },
      stop: async (jobId) => {
        done.push(`stop ${jobId}`);
      },
    },
    requestSettlement: async (jobId) => {
      done.push(`settle ${jobId}`);
    },
    clock,
    log,
  });
  return { store, job, clock, sweep, done, log };
}

describe('the sweeper', () => {
  it.each([
    ['starts a job whose workflow was never started', 'unknown', undefined, ['start job_1']],
    ['leaves a job alone that runs within its deadline', 'running', undefined, []],
    ['settles a job whose workflow is over', 'closed', undefined, ['settle job_1']],
    [
      'stops and settles a job that runs past its deadline',
      'running',
      pastDeadline,
      ['stop job_1', 'settle job_1'],
    ],
    ['settles a job past its deadline that was never started', 'unknown', pastDeadline, ['settle job_1']],
  ] as const)('%s', async (_, execution, now, expected) => {
    const { sweep, done } = await arrange(execution, now);

    await sweep();

    expect(done).toEqual(expected);
  });

  it.each([
    ['unknown', undefined, { started: 1, stopped: 0, settled: 0, failed: 0, overdue: 0 }],
    ['closed', undefined, { started: 0, stopped: 0, settled: 1, failed: 0, overdue: 0 }],
    ['running', pastDeadline, { started: 0, stopped: 1, settled: 1, failed: 0, overdue: 1 }],
  ] as const)('counts what it did with a job that is %s', async (execution, now, report) => {
    const { sweep } = await arrange(execution, now);

    expect(await sweep()).toEqual(report);
  });

  it('goes on with other jobs when one cannot be looked at, and says which', async () => {
    const { sweep, done, log } = await arrange('away', '2026-11-23T11:30:00.001Z');

    expect(await sweep()).toEqual({ started: 0, stopped: 0, settled: 1, failed: 1, overdue: 1 });
    expect(log.lines).toMatchObject([
      { code: 'WORKER_FAILED', ids: { jobId: 'job_1' } },
      { code: 'JOB_SETTLEMENT_ASKED', ids: { jobId: 'job_0' } },
      { code: 'SWEEP_DONE', details: { jobsSettled: 1, jobsFailed: 1 } },
    ]);
    expect(done).toEqual(['settle job_0']);
  });

  it('settles a job that has ended and was never started, and leaves one alone that is gone', async () => {
    const ended = await arrange('unknown');
    await ended.store.failUncharged('job_1', { code: 'internal_error', error: 'x' }, ended.clock.nowMillis());
    const gone = await arrange('unknown');
    gone.store.jobs.delete('job_1');

    await ended.sweep();
    expect(ended.done).toEqual(['settle job_1']);
    await gone.sweep();
    expect(gone.done).toEqual([]);
  });

  it('has leftovers of an ended job taken away a quarter of an hour after its deadline', async () => {
    const before = await arrange('running', '2026-11-23T11:30:00.000Z');
    const after = await arrange('running', '2026-11-23T11:30:00.001Z');

    await before.sweep();
    expect(before.done).toEqual(['stop job_1', 'settle job_1']);
    await after.sweep();
    expect(after.done).toEqual(['stop job_1', 'settle job_1', 'settle job_0']);
  });
});
