import type { Job } from '../../lambdas/domain/jobs/job.ts';
import type { JobFacts } from './facts.ts';
import { nextStep } from './hints.ts';
import { quoteFor } from './provider-words.ts';
import { timelineOf } from './timeline.ts';
import { verdictOf } from './verdict.ts';

export type Story = ReturnType<typeof storyOf>;

/** One job from its request to its end, for somebody who has never seen it. The prompt is the customer's: only its length is told. */
export function storyOf(facts: JobFacts, nowMillis: number) {
  const { job, params, entries, lines, gaps, lateSamples } = facts;
  const iso = (millis: number | null) => (millis === null ? null : new Date(millis).toISOString());
  const { jobId, teamId, status, model, provider, requestedModel, aspectRatio, resolution } = job;

  return {
    jobId,
    verdict: verdictOf(facts, nowMillis),
    next: nextStep(facts, nowMillis),
    status,
    failureCode: job.failure?.code ?? null,
    teamId,
    // Polls have requests of their own.
    requestId: lines.find(({ code }) => code === 'JOB_ACCEPTED')?.requestId ?? null,
    model,
    requestedModel,
    provider,
    fallback: job.fallback?.model ?? null,
    aspectRatio,
    resolution,
    promptCharacters: params === undefined ? null : [...params.prompt].length,
    presetId: params?.presetId ?? null,
    references: params?.references.length ?? null,
    acceptedAt: iso(job.createdAtMillis),
    chargedAt: iso(job.chargedAtMillis),
    endedAt: iso(job.endedAtMillis),
    deadlineAt: iso(job.deadlineAtMillis),
    money: entries
      .toSorted((a, b) => a.createdAtMillis - b.createdAtMillis)
      .map(({ type, amount, createdAtMillis }) => ({ type, amount, at: iso(createdAtMillis) })),
    samples: job.samples.map((_, sampleIndex) => sampleStory(facts, sampleIndex)),
    lateSamples,
    timeline: timelineOf(facts).map(({ atMillis, ...moment }) => ({
      at: iso(atMillis),
      afterMillis: atMillis - job.createdAtMillis,
      ...moment,
    })),
    gaps,
  };
}

function outcomeOf({ status, chargedAtMillis, images, lost }: Job, sampleIndex: number) {
  const isOfSample = (one: { readonly sampleIndex: number }) => one.sampleIndex === sampleIndex;
  if (images.some(isOfSample)) return 'kept';
  if (lost.some(isOfSample)) return 'lost';
  // Nothing is drawn before it is paid.
  return status === 'failed' && chargedAtMillis === null ? 'never asked for' : 'open';
}

function sampleStory({ job, params, work, pictures }: JobFacts, sampleIndex: number) {
  const quote = quoteFor(params);
  const image = job.images.find((one) => one.sampleIndex === sampleIndex);
  const lost = job.lost.find((one) => one.sampleIndex === sampleIndex);
  const picture = pictures.find((one) => one.sampleIndex === sampleIndex);
  return {
    sampleIndex,
    imageId: job.samples[sampleIndex]?.imageId ?? null,
    outcome: outcomeOf(job, sampleIndex),
    failureCode: lost?.code ?? null,
    failure: lost?.error ?? null,
    providerSaid: lost?.blocked === undefined ? null : quote(lost.blocked.reason),
    costMicroUsd: image?.costMicroUsd ?? lost?.cost?.microUsd ?? null,
    isCostSuspected: lost?.cost?.isSuspected ?? false,
    isDeleted: picture?.isDeleted ?? false,
    isInLibrary: picture?.isInLibrary ?? false,
    isStored: picture?.isStored ?? false,
    hasThumbnail: picture?.hasThumbnail ?? false,
    workers: work
      .filter((one) => one.sampleIndex === sampleIndex)
      .map(({ isFallback, attempts, claim, loss }) => ({
        isFallback,
        unchargedAttempts: attempts,
        claimedBy: claim?.holder ?? null,
        claimedUntil: claim === null ? null : new Date(claim.untilMillis).toISOString(),
        untoldLoss: loss === null ? null : `${loss.name}: ${quote(loss.message)}`,
      })),
  };
}
