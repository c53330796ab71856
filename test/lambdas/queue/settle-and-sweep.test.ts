import { describe, expect, it } from 'vitest';
import { settleJob } from '../../../lambdas/queue/settle/settle-job.ts';
import { sweepOpenJobs } from '../../../lambdas/schedule/sweep/sweep-open-jobs.ts';
import { FakeLedgerStore } from '../../fakes/ledger-store.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { exampleJob, exampleParams } from '../../support/example-job.ts';

const pastDeadline = '2026-11-23T11:00:00.000Z';

async function arrange(execution: 'running' | 'closed' | 'unknown', now = '2026-11-23T09:05:00.000Z') {
  const clock = new ManualClock(now);
  const store = new FakeLedgerStore();
  const job = exampleJob({ jobId: 'job_1' });
  await store.accept(job, exampleParams);
  const done: string[] = [];
  const sweep = sweepOpenJobs({
    openJobs: {
      list: async function* () {
        yield job;
      },
    },
    jobs: store,
    runner: {
      status: async () => execution,
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
    report: () => {},
  });
  return { store, job, clock, sweep, done };
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
});

describe('settling', () => {
  it('gives a paid job its credits back', async () => {
    const { store, job, clock } = await arrange('closed');
    await store.charge(job, clock.nowMillis());

    await settleJob({ jobs: store, ledger: store, clock })('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'failed', refunded: 2 });
    expect(store.balance).toBe(100);
  });

  it('ends an unpaid job without moving money', async () => {
    const { store, clock } = await arrange('closed');

    await settleJob({ jobs: store, ledger: store, clock })('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'failed', refunded: 0 });
    expect(store.balance).toBe(100);
  });

  it('leaves a completed job alone', async () => {
    const { store, job, clock } = await arrange('closed');
    await store.charge(job, clock.nowMillis());
    const images = [{ sampleIndex: 0, width: 1, height: 1, bytes: 1 }];
    await store.complete({ jobId: 'job_1', images, lost: [] }, clock.nowMillis());

    await settleJob({ jobs: store, ledger: store, clock })('job_1');

    expect(await store.find('job_1')).toMatchObject({ status: 'completed' });
    expect(store.balance).toBe(98);
  });

  it('knows nothing of a job that does not exist, and that is no failure', async () => {
    const { store, clock } = await arrange('closed');

    await expect(settleJob({ jobs: store, ledger: store, clock })('job_2')).resolves.toBeUndefined();
  });
});
