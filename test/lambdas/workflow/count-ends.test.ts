import { describe, expect, it } from 'vitest';
import type { Job } from '../../../lambdas/domain/jobs/job.ts';
import {
  countEnd,
  countingCharge,
  countingComplete,
  countingRefund,
  countSettled,
} from '../../../lambdas/workflow/count-ends.ts';
import { recordedMeter } from '../../fakes/recorded-meter.ts';
import { exampleJob } from '../../support/example-job.ts';
import { picture } from '../../support/money.ts';

const ended = {
  createdAtMillis: Date.parse('2026-11-23T09:00:00.000Z'),
  endedAtMillis: Date.parse('2026-11-23T09:00:12.500Z'),
};
const completed = exampleJob({ ...ended, status: 'completed', images: [picture(0), picture(1)] });
const failed = (code: NonNullable<Job['failure']>['code']) =>
  exampleJob({ ...ended, status: 'failed', refunded: 2, failure: { code, error: 'x' } });

function counting(job: Job): readonly string[] {
  const { meter, counted } = recordedMeter();
  countEnd(meter, job);
  return counted;
}

describe('the end of a job is counted', () => {
  it('with its pictures and its time when it completed', () => {
    expect(counting(completed)).toEqual([
      'JobsCompleted 1 model=sandbox',
      'ImagesKept 2 model=sandbox',
      'JobSeconds 12.5 model=sandbox',
    ]);
  });

  it('with the credits that went back for a part of it', () => {
    expect(counting({ ...completed, refunded: 4 })).toContain('CreditsRefunded 4');
  });

  it('under the model that drew it, where that was its fallback', () => {
    const images = [{ ...picture(0), model: 'sandbox-flaky' }];
    expect(counting({ ...completed, images })).toContain('JobsCompleted 1 model=sandbox-flaky');
  });

  it('as failed when it was refunded, and as blocked when the model refused it', () => {
    expect(counting(failed('provider_failed'))).toEqual(['JobsFailed 1 model=sandbox', 'CreditsRefunded 2']);
    expect(counting(failed('content_blocked'))).toContain('JobsBlocked 1');
  });

  it('as settled too, and as a refund by settling, when its workflow did not end it', () => {
    const { meter, counted } = recordedMeter();
    countSettled(meter, failed('internal_error'));
    countSettled(meter, completed);

    expect(counted.filter((line) => line.startsWith('Job'))).toEqual([
      'JobsFailed 1 model=sandbox',
      'JobsSettled 1',
      'JobsCompleted 1 model=sandbox',
      'JobSeconds 12.5 model=sandbox',
      'JobsSettled 1',
    ]);
    expect(counted.filter((line) => line.startsWith('SettledRefunds'))).toEqual(['SettledRefunds 1']);
  });
});

describe('a move that ends a job', () => {
  it.each(['settled', 'job-moved-on'] as const)('tells of it once: %s', async (outcome) => {
    const told: Job[] = [];
    const answer = { outcome, job: completed };
    const { complete } = countingComplete({ complete: async () => answer }, (job) => told.push(job));
    const { refund } = countingRefund({ refund: async () => answer }, (job) => told.push(job));

    expect(await complete({ jobId: 'job_1', images: [], lost: [] }, 0)).toBe(answer);
    expect(await refund('job_1', { code: 'internal_error', error: 'x' }, [], 0)).toBe(answer);
    expect(told).toHaveLength(outcome === 'settled' ? 2 : 0);
  });
});

describe('a charge', () => {
  it('counts the jobs that it turns away, and no other', async () => {
    const { meter, counted } = recordedMeter();
    const job = exampleJob();
    for (const outcome of [
      { outcome: 'charged', job },
      { outcome: 'too-many-active-jobs', limit: 1 },
      { outcome: 'insufficient-credits', required: 2, balance: 1 },
      { outcome: 'job-moved-on', job },
    ] as const) {
      const required = job.cost;
      const given = outcome.outcome === 'insufficient-credits' ? { ...outcome, required } : outcome;
      expect(await countingCharge({ charge: async () => given }, meter).charge(job, 0)).toBe(given);
    }

    expect(counted).toEqual(['JobsRefused 1', 'JobsRefused 1']);
  });
});
