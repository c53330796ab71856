import { createHash } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../domain/generation/image-model.ts';
import { lostSample } from '../../domain/generation/lost-sample.ts';
import type { Originals, StagedOriginal } from '../../domain/generation/originals.ts';
import { providerCost } from '../../domain/generation/prices.ts';
import type { ProviderGate } from '../../domain/generation/provider-gate.ts';
import type { Claim, SampleClaims, SampleRef, Workers } from '../../domain/generation/sample-claims.ts';
import type { RememberedLoss } from '../../domain/generation/sample-replies.ts';
import type { DrawPlan } from '../../domain/jobs/draw-plan.ts';
import { UnknownJob } from '../../domain/jobs/errors.ts';
import { type Job, planOf } from '../../domain/jobs/job.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import type { LostSample } from '../../domain/jobs/sample-outcome.ts';
import type { ReferenceStore } from '../../domain/references/reference-store.ts';
import type { Log } from '../../observability/log.ts';
import { logEvents } from '../../observability/log-events.ts';
import { backoffSeconds, maxAttempts } from './attempts.ts';
import { type FinalOutcome, lossOf, passedOn } from './loss-of.ts';

export type DrawSampleDependencies = {
  readonly claims: SampleClaims;
  readonly originals: Originals;
  readonly jobs: Pick<JobStore, 'findParams'>;
  readonly references: Pick<ReferenceStore, 'read'>;
  readonly model: ImageModel;
  readonly gate: ProviderGate;
  readonly workers: Workers;
  readonly clock: Clock;
  readonly log: Log;
  /** The longest that this worker can wait for one picture. */
  readonly ceilingSeconds: number;
  /** False for a provider that bills nobody: an attempt whose answer was lost is simply made again. */
  readonly billsPerCall: boolean;
  /** Told of every call that was billed, or may have been. */
  readonly countCost: (model: string, cost: NonNullable<LostSample['cost']>) => void;
  /** Told of what every call came to, and how long it took. */
  readonly countAnswer: (model: string, outcome: DrawOutcome['outcome'], millis: number) => void;
};

export type SampleResult =
  | { readonly result: 'arrived'; readonly original: StagedOriginal }
  /** `claim` is the one under which it was lost; absent where nobody claimed it. */
  | { readonly result: 'lost'; readonly loss: RememberedLoss; readonly claim?: Claim }
  | { readonly result: 'later'; readonly afterSeconds: number }
  | { readonly result: 'not-wanted' };

/**
 * One sample, from its claim to staged bytes. The worst moment to crash is between the provider's answer and the
 * staging: the claim outlives the worker, and whoever finds it dead without an original knows that the provider may
 * have been paid, and does not pay again.
 */
export function drawSample(dependencies: DrawSampleDependencies) {
  const { claims, originals, workers, clock, billsPerCall, gate, jobs } = dependencies;

  return async (sample: SampleRef, claimUntilMillis: number): Promise<SampleResult> => {
    const entered = await gate.enter();
    if (entered.entry === 'later') return { result: 'later', afterSeconds: entered.afterSeconds };
    // Read beside the claim, for nearly every message gets it. Whether it could be read matters to that one only.
    const params = jobs.findParams(sample.jobId);
    params.catch(() => {});
    const draw = (claimed: { readonly job: Job; readonly attemptsBefore: number }, claim: Claim) => {
      const task = { ...taskOf(sample, claimed.job), params };
      const closure = entered.closureOf(task.plan.providerModel);
      if (closure === undefined) return attempt(dependencies, task, claim, claimed.attemptsBefore);
      const closed = { outcome: 'unavailable', why: closure.why, reason: 'nobody is asked now' } as const;
      return lose(dependencies, closed, task, claim);
    };

    const claim = { holder: workers.self, untilMillis: claimUntilMillis };
    const claimed = await claims.claim(sample, claim, clock.nowMillis());
    if (claimed.outcome === 'not-wanted') {
      // Should its holder die before it can say that a picture came too late, this message says so.
      return claimed.by === undefined || isDead(claimed.by)
        ? { result: 'not-wanted' }
        : { result: 'later', afterSeconds: secondsLeft(claimed.by) };
    }
    if (claimed.outcome === 'claimed') return draw(claimed, claim);

    const staged = await originals.find(sample.jobId, sample.sampleIndex);
    if (staged !== undefined) return { result: 'arrived', original: staged };
    if (claimed.loss !== undefined) return { result: 'lost', loss: claimed.loss };

    if (!isDead(claimed.by)) return { result: 'later', afterSeconds: secondsLeft(claimed.by) };
    if (billsPerCall) {
      const reason = 'The worker died after the provider was asked.';
      const task = taskOf(sample, claimed.job);
      return lose(dependencies, { outcome: 'ambiguous', reason }, task, claimed.by);
    }

    const taken = await claims.takeOver(sample, claimed.by, claim, clock.nowMillis());
    if (taken.outcome === 'claimed') return draw(taken, claim);
    return taken.outcome === 'held' ? { result: 'later', afterSeconds: 1 } : { result: 'not-wanted' };
  };

  function isDead({ holder, untilMillis }: Claim): boolean {
    return untilMillis <= clock.nowMillis() || workers.isGone(holder);
  }

  function secondsLeft({ untilMillis }: Claim): number {
    return Math.ceil((untilMillis - clock.nowMillis()) / 1000);
  }
}

/** A sample, and who is to draw it. */
type Task = { readonly sample: SampleRef; readonly job: Job; readonly plan: DrawPlan };

/** One that may be asked for: what is to be drawn may still be on its way. */
type DrawableTask = Task & { readonly params: ReturnType<JobStore['findParams']> };

function taskOf(sample: SampleRef, job: Job): Task {
  const plan = planOf(job, sample.isFallback ?? false);
  if (plan === undefined) throw new Error(`The job ${job.jobId} has no fallback.`);
  return { sample, job, plan };
}

async function attempt(
  dependencies: DrawSampleDependencies,
  task: DrawableTask,
  claim: Claim,
  attemptsBefore: number,
): Promise<SampleResult> {
  const { claims, originals, gate, billsPerCall, countCost } = dependencies;
  const { sample, job, plan } = task;
  const request = await requestOf(dependencies, task, attemptsBefore).catch(async (error: unknown) => {
    // Nobody was asked yet: without the claim, whoever comes next may begin anew.
    await claims.release(sample, claim, 'no-attempt');
    throw error;
  });
  const drawn = await ask(dependencies, request, plan);

  switch (drawn.outcome) {
    case 'image': {
      const { bytes, mimeType, usage } = drawn;
      const costMicroUsd = billsPerCall ? providerCost(plan.providerModel, job.resolution, usage) : null;
      if (costMicroUsd !== null) countCost(plan.model, { microUsd: costMicroUsd, isSuspected: false });
      const { drawnAspectRatio } = plan;
      const facts = {
        mimeType,
        model: plan.model === job.model ? null : plan.model,
        drawnAspectRatio,
        costMicroUsd,
      };
      return {
        result: 'arrived',
        original: await originals.stage(sample.jobId, sample.sampleIndex, bytes, facts),
      };
    }
    case 'rate-limited':
      // The claim first: should the pause not be written, the next one is told as well.
      await claims.release(sample, claim, 'no-attempt');
      await gate.pause(drawn.retryAfterSeconds);
      return { result: 'later', afterSeconds: drawn.retryAfterSeconds };
    case 'busy':
      if (attemptsBefore + 1 >= maxAttempts) return lose(dependencies, drawn, task, claim);
      await claims.release(sample, claim, 'attempt');
      return { result: 'later', afterSeconds: backoffSeconds(attemptsBefore) };
    case 'unavailable':
      await gate.close(plan.providerModel, drawn.why);
      return lose(dependencies, drawn, task, claim);
    default:
      return lose(dependencies, drawn, task, claim);
  }
}

async function ask(
  { model, ceilingSeconds, clock, log, countAnswer }: DrawSampleDependencies,
  request: DrawRequest,
  plan: DrawPlan,
): Promise<DrawOutcome> {
  const startedAtMillis = clock.nowMillis();
  const signal = AbortSignal.timeout(Math.min(ceilingSeconds, plan.ceilingSeconds) * 1000);
  const drawn = await model.draw(request, signal);

  const asked = { provider: plan.provider, model: plan.model, attempt: request.attemptsBefore + 1 };
  const facts = { ...asked, millis: clock.nowMillis() - startedAtMillis };
  const { outcome } = drawn;
  countAnswer(plan.model, outcome, facts.millis);
  if (outcome === 'image') log.info(logEvents.sample.drawn, facts);
  else if (outcome !== 'unavailable') log.warn(logEvents.sample.notDrawn, { ...facts, outcome });
  else log.warn(logEvents.sample.notDrawn, { ...facts, outcome, why: drawn.why });
  return drawn;
}

async function requestOf(
  { references }: DrawSampleDependencies,
  { sample: { jobId, sampleIndex }, job, plan, ...task }: DrawableTask,
  attemptsBefore: number,
): Promise<DrawRequest> {
  const params = await task.params;
  if (params === undefined) throw new UnknownJob(jobId);

  return {
    model: plan.providerModel,
    prompt: params.prompt,
    negativePrompt: params.negativePrompt,
    aspectRatio: plan.drawnAspectRatio ?? job.aspectRatio,
    resolution: job.resolution,
    quality: plan.quality,
    widthPixels: plan.widthPixels,
    heightPixels: plan.heightPixels,
    references: await Promise.all(params.references.map((reference) => references.read(reference))),
    sampleIndex,
    seed: seedOf(jobId, sampleIndex),
    attemptsBefore,
  };
}

/** Derived, so that nothing has to be kept. */
function seedOf(jobId: string, sampleIndex: number): number {
  return createHash('sha256').update(`${jobId}/${sampleIndex}`).digest().readUInt32BE() >>> 1;
}

function lose(
  { countCost }: DrawSampleDependencies,
  drawn: FinalOutcome,
  { sample, job, plan }: Task,
  claim: Claim,
): SampleResult {
  const loss = lossOf(drawn, plan, job.resolution);
  const { cost } = lostSample(0, loss.name, loss.message);
  if (cost !== undefined) countCost(plan.model, cost);
  const hasNext = job.fallback !== null && sample.isFallback !== true;
  return { result: 'lost', loss: hasNext ? passedOn(loss) : loss, claim };
}
