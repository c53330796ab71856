import type * as z from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { ChargeOutcome, Ledger } from '../../domain/credits/ledger.ts';
import { ChargeRefused, UnknownJob } from '../../domain/jobs/errors.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobFailure } from '../../domain/jobs/job-failure.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import { thumbnailKeyOf } from '../../domain/library/storage-keys.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import type { chargedPayload, queuedPayload } from '../payloads.ts';

export type ChargeDependencies = {
  readonly jobs: JobStore;
  readonly ledger: Pick<Ledger, 'charge'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Where each provider's samples wait. */
  readonly queueUrls: Readonly<Record<string, string>>;
  /** Bounds the wait for one sample, queueing included. */
  readonly generateTimeoutSeconds: number;
};

/**
 * Takes the credits, once per job. The worst moment to crash is after the transaction: the repeat finds the job
 * active and hands on the same payload. A refusal is written to the job before it is thrown, and is repeatable too.
 */
export function charge({ jobs, ledger, clock, log, queueUrls, generateTimeoutSeconds }: ChargeDependencies) {
  return async ({
    jobId,
    requestId,
  }: z.output<typeof queuedPayload>): Promise<z.input<typeof chargedPayload>> => {
    const queued = await jobs.find(jobId);
    if (queued === undefined) throw new UnknownJob(jobId);

    const job = queued.status === 'queued' ? await takeCredits(queued) : queued;
    if (job.status !== 'active') {
      log.warn(logEvents.job.refused, { failureCode: job.failure?.code });
      throw new ChargeRefused(jobId, job.failure?.code ?? job.status);
    }
    log.info(queued.status === 'queued' ? logEvents.job.charged : logEvents.job.chargedBefore, {
      credits: job.cost,
    });

    const queueUrl = queueUrlOf(job.provider);

    return {
      jobId,
      teamId: job.teamId,
      requestId,
      queueUrl,
      fallbackQueueUrl: job.fallback === null ? queueUrl : queueUrlOf(job.fallback.provider),
      messageGroupId: job.teamId,
      generateTimeoutSeconds,
      samples: job.samples.map(({ storageKey }, sampleIndex) => ({
        sampleIndex,
        storageKey,
        thumbnailKey: thumbnailKeyOf(storageKey),
        aspectRatio: job.aspectRatio,
      })),
    };
  };

  function queueUrlOf(provider: string): string {
    const queueUrl = queueUrls[provider];
    if (queueUrl === undefined) throw new Error(`No queue is configured for the provider "${provider}".`);
    return queueUrl;
  }

  async function takeCredits(queued: Job): Promise<Job> {
    const outcome = await ledger.charge(queued, clock.nowMillis());
    if (outcome.outcome === 'charged' || outcome.outcome === 'job-moved-on') return outcome.job;

    return jobs.failUncharged(queued.jobId, refusal(outcome), clock.nowMillis());
  }
}

function refusal(
  outcome: Extract<ChargeOutcome, { outcome: 'insufficient-credits' | 'too-many-active-jobs' }>,
): JobFailure {
  if (outcome.outcome === 'insufficient-credits') {
    const { required, balance } = outcome;
    return {
      code: 'insufficient_credits',
      error: `This job costs ${required} credits and the team has ${balance}.`,
      shortfall: { required, balance },
    };
  }

  return { code: 'too_many_active_jobs', error: `The team already runs ${outcome.limit} jobs, its limit.` };
}
