import { describe, expect, it } from 'vitest';
import { checkEntry } from '../../admin/audit/check-entry.ts';
import { checkEnding, checkMoney } from '../../admin/audit/check-job.ts';
import { checkTeam } from '../../admin/audit/check-team.ts';
import { expectedEntries } from '../../admin/audit/expected-entries.ts';
import { creditAmount } from '../../lambdas/domain/credits/amount.ts';
import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { exampleImage, exampleJob } from '../support/example-job.ts';

const at = Date.parse('2026-11-23T09:00:00.000Z');
const entry = (type: LedgerEntry['type'], amount: number): LedgerEntry => ({
  id: `${type}_job_1`,
  type,
  amount,
  jobId: type === 'grant' ? null : 'job_1',
  createdAtMillis: at,
  reason: null,
});
const paid = {
  jobId: 'job_1',
  sampleCount: 3,
  unitCost: creditAmount.parse(2),
  chargedAtMillis: at,
  endedAtMillis: at + 9000,
};
const active = exampleJob({ ...paid, status: 'active', endedAtMillis: null });
const failed = exampleJob({ ...paid, status: 'failed' });
const partial = exampleJob({ ...paid, status: 'completed', images: [exampleImage(0), exampleImage(2)] });
const whole = exampleJob({
  ...paid,
  status: 'completed',
  images: [exampleImage(0), exampleImage(1), exampleImage(2)],
});

describe('the audit of a job', () => {
  it.each([
    ['a queued job without entries', exampleJob({ jobId: 'job_1' }), undefined, undefined],
    ['an active job with its charge', active, -6, undefined],
    ['a completed job that lost a sample and got its price back', partial, -6, 2],
    ['a failed job with its whole charge back', failed, -6, 6],
    ['a job that failed before its charge', exampleJob({ status: 'failed' }), undefined, undefined],
  ])('accepts %s', (_, job, charge, refund) => {
    expect(checkMoney(job, found(charge, refund))).toEqual([]);
  });

  it.each([
    ['an active job that never paid', active, undefined, undefined, 'charge_missing'],
    ['a job that paid too little', active, -4, undefined, 'charge_missing'],
    ['a job that paid too much', active, -8, undefined, 'charged_without_reason'],
    ['a failed job without a refund', failed, -6, undefined, 'refund_wrong'],
    ['a failed job that got a part back', failed, -6, 4, 'refund_wrong'],
    ['a refund that is too large', partial, -6, 6, 'refund_wrong'],
  ])('finds %s', (_, job, charge, refund, kind) => {
    expect(checkMoney(job, found(charge, refund)).map((mismatch) => mismatch.kind)).toEqual([kind]);
  });

  it('finds a job that the sweeper cannot find, and one that it did not end in time', () => {
    const inTime = active.deadlineAtMillis + 15 * 60_000;

    expect(checkEnding(active, 'job', inTime)).toEqual([]);
    expect(checkEnding(whole, undefined, inTime + 1)).toEqual([]);
    expect(checkEnding(active, undefined, inTime).map(({ kind }) => kind)).toEqual(['job_stuck']);
    expect(checkEnding(active, 'job', inTime + 1).map(({ detail }) => detail)).toEqual([
      'The job is active, and its deadline was 2026-11-23T11:00:00.000Z. Is the sweeper running?',
    ]);
  });
});

describe('the audit of a ledger entry', () => {
  it('accepts a grant, and the entries that a job must have', () => {
    expect(checkEntry('team_a', 'anywhere', entry('grant', 10), undefined)).toEqual([]);
    for (const { type, key, amount } of expectedEntries(partial))
      expect(checkEntry('team_a', key.sk, entry(type, amount), partial)).toEqual([]);
  });

  it.each([
    ['a charge of a job that does not exist', undefined, 'charge', 'charged_without_reason'],
    [
      'a charge of a job of another team',
      exampleJob({ ...active, teamId: 'team_b' }),
      'charge',
      'charged_without_reason',
    ],
    [
      'a charge of a job that was never charged',
      exampleJob({ jobId: 'job_1' }),
      'charge',
      'charged_without_reason',
    ],
    ['a second charge', active, 'charge', 'charged_twice'],
    ['a refund of a job that goes on', active, 'refund', 'refund_wrong'],
    ['a refund of a job that kept its pictures', whole, 'refund', 'refund_wrong'],
    ['a second refund', failed, 'refund', 'refund_wrong'],
  ] as const)('finds %s', (_, job: Job | undefined, type, kind) => {
    const elsewhere = `entry#${String(at + 1).padStart(15, '0')}#${type}_job_1`;

    expect(checkEntry('team_a', elsewhere, entry(type, -6), job).map((mismatch) => mismatch.kind)).toEqual([
      kind,
    ]);
  });
});

describe('the audit of a team', () => {
  const credits = {
    teamId: 'team_a',
    balance: 4,
    charged: 6,
    refunded: 0,
    activeJobs: 1,
    activeJobsLimit: 100,
    createdAtMillis: at,
  };
  const ledger = { sum: 4, charged: 6, refunded: 0 };

  it('accepts a balance that is the sum of its ledger', () => {
    expect(checkTeam(credits, ledger, 1)).toEqual([]);
  });

  it.each([
    ['a balance that is not', { ...credits, balance: 5 }, 1, 'balance_is_not_the_sum_of_the_ledger'],
    ['counters of other moves', { ...credits, refunded: 2 }, 1, 'balance_is_not_the_sum_of_the_ledger'],
    ['a place that a finished job still holds', credits, 0, 'active_jobs_miscounted'],
  ])('finds %s', (_, stored, activeJobs, kind) => {
    expect(checkTeam(stored, ledger, activeJobs).map((mismatch) => mismatch.kind)).toEqual([kind]);
  });
});

function found(charge: number | undefined, refund: number | undefined) {
  const amount = (credits: number | undefined) => (credits === undefined ? undefined : { amount: credits });
  return { charge: amount(charge), refund: amount(refund) };
}
