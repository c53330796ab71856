import { describe, expect, it } from 'vitest';
import type { JobFacts } from '../../../admin/job-story/facts.ts';
import { nextStep } from '../../../admin/job-story/hints.ts';
import { storyOf } from '../../../admin/job-story/story.ts';
import { storyText } from '../../../admin/job-story/story-text.ts';
import { verdictOf } from '../../../admin/job-story/verdict.ts';
import { jobFailureCodes } from '../../../lambdas/domain/jobs/job-failure.ts';
import { logQueries } from '../../../lib/monitoring/log-queries.ts';
import { exampleImage, exampleParams } from '../../support/example-job.ts';
import { acceptedAtMillis, factsOf, logLine, workflowEvent } from '../../support/job-facts.ts';

const later = (seconds: number) => acceptedAtMillis + seconds * 1000;
const refused = {
  code: 'content_blocked' as const,
  error: 'The model refused the prompt.',
  blocked: { stage: 'input' as const, reason: 'violence' },
};
const image = exampleImage(0);
const verdict = (facts: JobFacts) => verdictOf(facts, later(12));

describe('the verdict on a job', () => {
  it('that was refused says by what, when, and where the money went', () => {
    const facts = factsOf({
      status: 'failed',
      sampleCount: 2,
      refunded: 4,
      failure: refused,
      lost: [{ sampleIndex: 0, ...refused }],
      endedAtMillis: later(3.2),
    });

    expect(verdict(facts)).toBe(
      'failed: content_blocked after 3.2 s; 4 credits charged, 4 refunded; sample 0: The model refused the prompt. It said: violence.',
    );
  });

  it('leaves out what the provider said when that repeats the prompt', () => {
    const prompt = 'a portrait of somebody who must not be named';
    const failure = {
      ...refused,
      blocked: { ...refused.blocked, reason: `You asked: ${prompt.slice(0, 20)}…` },
    };
    const facts = factsOf(
      { status: 'failed', failure, endedAtMillis: later(1) },
      { params: { ...exampleParams, prompt } },
    );

    expect(verdict(facts)).toContain('It said: (left out, for it repeats the prompt).');
  });

  it('that was never charged says so', () => {
    const failure = {
      code: 'insufficient_credits' as const,
      error: 'This job costs 2 credits and the team has 1.',
    };
    const facts = factsOf({ status: 'failed', failure, chargedAtMillis: null, endedAtMillis: later(0.1) });

    expect(verdict(facts)).toBe(
      'failed: insufficient_credits after 0.1 s; nothing was charged; This job costs 2 credits and the team has 1.',
    );
  });

  it('that kept a part says which samples are missing, why, and what came too late', () => {
    const lost = [
      { sampleIndex: 1, code: 'provider_failed' as const, error: 'The model failed to make this image.' },
      { sampleIndex: 2, code: 'provider_failed' as const, error: 'The model failed to make this image.' },
    ];
    const facts = factsOf(
      { status: 'completed', sampleCount: 3, images: [image], lost, refunded: 4, endedAtMillis: later(4) },
      { lateSamples: [1] },
    );

    expect(verdict(facts)).toBe(
      'completed in 4.0 s: 1 of 3 pictures; 6 credits charged, 4 refunded; sample 1 was lost to provider_failed: The model failed to make this image; sample 2 was lost to provider_failed: The model failed to make this image; sample 1 came too late, and may have been billed by the provider.',
    );
  });

  it('whose ledger says something else says so', () => {
    const facts = factsOf({ status: 'failed', failure: refused, refunded: 2, endedAtMillis: later(1) });

    expect(verdict({ ...facts, entries: facts.entries.slice(0, 1) })).toContain(
      '2 credits charged, 0 refunded (the job says otherwise: run "admin audit")',
    );
  });

  it('that still runs says what it waits for', () => {
    const facts = factsOf(
      { status: 'active' },
      { events: [workflowEvent({})], lines: [logLine({ code: 'SAMPLE_WAITS' }), logLine({ atMillis: 0 })] },
    );

    expect(verdict(facts)).toBe(
      'active for 12.0 s; 2 credits charged, 0 refunded; it is in Generate of sample 0; the last line is SAMPLE_WAITS.',
    );
  });

  it('that nobody works on says so', () => {
    expect(verdict(factsOf({ status: 'queued', chargedAtMillis: null }))).toBe(
      'queued for 12.0 s; nothing is charged yet; no workflow and no line of the log knows it.',
    );
  });
});

describe('the samples of a job', () => {
  const samplesOf = (facts: JobFacts) =>
    storyText(storyOf(facts, later(12)))
      .split('\n')
      .filter((line) => /^sample \d/.test(line));

  it('that was refused before its charge were never asked for', () => {
    const failure = { code: 'too_many_active_jobs' as const, error: 'The team has 100 active jobs.' };
    const facts = factsOf({ status: 'failed', failure, chargedAtMillis: null, endedAtMillis: later(0.1) });

    expect(samplesOf(facts)).toEqual(['sample 0  never asked for']);
  });

  it('that runs are open', () => {
    expect(samplesOf(factsOf({ status: 'active' }))).toEqual(['sample 0  open; no picture stored']);
  });
});

describe('what to do next', () => {
  it('names the saved query as the console does', () => {
    const failure = { code: 'provider_failed' as const, error: 'x' };

    expect(nextStep(factsOf({ status: 'failed', failure }), later(1))).toContain(
      `saved query "Darkroom <stage>/${logQueries.failuresByCode.name}"`,
    );
  });

  it.each(jobFailureCodes)('is told for a job that failed with %s', (code) => {
    const facts = factsOf({ status: 'failed', failure: { code, error: 'x' } });

    expect(nextStep(facts, later(1)).length).toBeGreaterThan(40);
  });

  it('is nothing for a job whose pictures are all there, and the audit for one that lacks an object', () => {
    const picture = {
      sampleIndex: 0,
      imageId: 'img_1',
      isDeleted: false,
      isInLibrary: true,
      isStored: true,
      hasThumbnail: true,
    };
    const whole = factsOf({ status: 'completed', images: [image] }, { pictures: [picture] });
    const broken = { ...whole, pictures: [{ ...picture, isStored: false }] };
    const deleted = { ...whole, pictures: [{ ...picture, isStored: false, isDeleted: true }] };

    expect(nextStep(whole, later(1))).toBe('Nothing.');
    expect(nextStep(broken, later(1))).toContain('admin audit');
    expect(nextStep(deleted, later(1))).toBe('Nothing.');
  });

  it('is to wait until the deadline, and then to look at the sweeper', () => {
    const facts = factsOf({ status: 'active' });

    expect(nextStep(facts, later(1))).toContain('Wait: ');
    expect(nextStep(facts, Date.parse('2026-11-23T11:00:00.000Z'))).toContain('past its deadline');
  });
});
