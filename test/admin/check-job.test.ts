import { describe, expect, it } from 'vitest';
import { checkJob } from '../../admin/audit/check-job.ts';
import { checkTeam } from '../../admin/audit/check-team.ts';
import { creditAmount } from '../../lambdas/domain/credits/amount.ts';
import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import { exampleJob } from '../support/example-job.ts';

const at = Date.parse('2026-11-23T09:00:00.000Z');
const entry = (type: LedgerEntry['type'], amount: number): LedgerEntry => ({
  id: `${type}_${amount}`,
  type,
  amount,
  jobId: type === 'grant' ? null : 'job_1',
  createdAtMillis: at,
  reason: null,
});
const charged = { jobId: 'job_1', sampleCount: 3, unitCost: creditAmount.parse(2), chargedAtMillis: at };
const picture = (sampleIndex: number) => ({ sampleIndex, width: 64, height: 64, bytes: 9 });

describe('the audit of one job', () => {
  it.each([
    ['a queued job without entries', exampleJob({ jobId: 'job_1' }), []],
    ['an active job with its charge', exampleJob({ ...charged, status: 'active' }), [entry('charge', -6)]],
    [
      'a completed job that lost a sample and got its price back',
      exampleJob({ ...charged, status: 'completed', images: [picture(0), picture(2)] }),
      [entry('charge', -6), entry('refund', 2)],
    ],
    [
      'a failed job with its whole charge back',
      exampleJob({ ...charged, status: 'failed' }),
      [entry('charge', -6), entry('refund', 6)],
    ],
    ['a job that failed before its charge', exampleJob({ jobId: 'job_1', status: 'failed' }), []],
  ] as const)('accepts %s', (_, job, entries) => {
    expect(checkJob(job, entries)).toEqual([]);
  });

  it.each([
    [
      'a second charge',
      exampleJob({ ...charged, status: 'active' }),
      [entry('charge', -6), entry('charge', -6)],
      'charged_twice',
    ],
    ['an active job that never paid', exampleJob({ ...charged, status: 'active' }), [], 'charge_missing'],
    [
      'a queued job that paid',
      exampleJob({ jobId: 'job_1' }),
      [entry('charge', -6)],
      'charged_without_reason',
    ],
    [
      'a failed job without a refund',
      exampleJob({ ...charged, status: 'failed' }),
      [entry('charge', -6)],
      'refund_wrong',
    ],
    [
      'a refund that is too large',
      exampleJob({ ...charged, status: 'completed', images: [picture(0), picture(1), picture(2)] }),
      [entry('charge', -6), entry('refund', 6)],
      'refund_wrong',
    ],
  ] as const)('finds %s', (_, job, entries, kind) => {
    expect(checkJob(job, entries).map((mismatch) => mismatch.kind)).toEqual([kind]);
  });
});

describe('the audit of one team', () => {
  const credits = {
    teamId: 'team_a',
    balance: 4,
    charged: 6,
    refunded: 0,
    activeJobs: 1,
    activeJobsLimit: 100,
    createdAtMillis: at,
  };
  const ledger = [entry('grant', 10), entry('charge', -6)];

  it('accepts a balance that is the sum of its ledger', () => {
    expect(checkTeam(credits, [exampleJob({ ...charged, status: 'active' })], ledger)).toEqual([]);
  });

  it('finds a balance that is not', () => {
    const found = checkTeam(
      { ...credits, balance: 5 },
      [exampleJob({ ...charged, status: 'active' })],
      ledger,
    );

    expect(found.map(({ kind }) => kind)).toEqual(['balance_is_not_the_sum_of_the_ledger']);
  });

  it('finds money that moved for a job that does not exist', () => {
    const found = checkTeam({ ...credits, activeJobs: 0 }, [], ledger);

    expect(found.map(({ kind }) => kind)).toEqual(['charged_without_reason']);
  });

  it('finds a place that a finished job still holds', () => {
    const ended = exampleJob({ ...charged, status: 'failed' });

    expect(checkTeam(credits, [ended], ledger).map(({ kind }) => kind)).toEqual(['active_jobs_miscounted']);
  });
});
