import type { OriginalFacts, Originals, StagedOriginal } from '../../lambdas/domain/generation/originals.ts';
import type {
  Claim,
  ClaimOutcome,
  SampleClaims,
  SampleRef,
} from '../../lambdas/domain/generation/sample-claims.ts';
import type { RememberedLoss } from '../../lambdas/domain/generation/sample-replies.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';

/** The claims and originals of one job, in memory. */
export class FakeSampleStore implements SampleClaims, Originals {
  readonly staged = new Map<string, Uint8Array>();
  readonly #claims = new Map<number, Claim>();
  readonly #attempts = new Map<number, number>();
  readonly #losses = new Map<number, RememberedLoss>();
  job: Job;

  constructor(job: Job, heldBy?: Claim) {
    this.job = job;
    if (heldBy !== undefined) this.#claims.set(0, heldBy);
  }

  async claim(sample: SampleRef, claim: Claim, nowMillis: number): Promise<ClaimOutcome> {
    return this.#take(sample, claim, nowMillis, this.#claims.get(sample.sampleIndex) === undefined);
  }

  async takeOver(sample: SampleRef, dead: Claim, claim: Claim, nowMillis: number): Promise<ClaimOutcome> {
    const held = this.#claims.get(sample.sampleIndex);
    return this.#take(
      sample,
      claim,
      nowMillis,
      held?.holder === dead.holder && held.untilMillis === dead.untilMillis,
    );
  }

  async release({ sampleIndex }: SampleRef, claim: Claim, counts: 'attempt' | 'no-attempt'): Promise<void> {
    if (this.#claims.get(sampleIndex)?.holder !== claim.holder) return;
    this.#claims.delete(sampleIndex);
    if (counts === 'no-attempt') return;
    this.#attempts.set(sampleIndex, (this.#attempts.get(sampleIndex) ?? 0) + 1);
  }

  async remember({ sampleIndex }: SampleRef, claim: Claim, loss: RememberedLoss): Promise<void> {
    if (this.#claims.get(sampleIndex)?.holder === claim.holder) this.#losses.set(sampleIndex, loss);
  }

  async find(jobId: string, sampleIndex: number): Promise<StagedOriginal | undefined> {
    const originalKey = `${jobId}/${sampleIndex}`;
    return this.staged.has(originalKey)
      ? { originalKey, mimeType: 'image/png', model: null, drawnAspectRatio: null, costMicroUsd: null }
      : undefined;
  }

  async stage(
    jobId: string,
    sampleIndex: number,
    bytes: Uint8Array,
    facts: OriginalFacts,
  ): Promise<StagedOriginal> {
    this.staged.set(`${jobId}/${sampleIndex}`, bytes);
    return { originalKey: `${jobId}/${sampleIndex}`, ...facts };
  }

  #take({ sampleIndex }: SampleRef, claim: Claim, nowMillis: number, isFree: boolean): ClaimOutcome {
    const { job } = this;
    const by = this.#claims.get(sampleIndex);
    if (job.status !== 'active' || job.deadlineAtMillis <= nowMillis)
      return { outcome: 'not-wanted', ...(by === undefined ? {} : { by }) };

    const attemptsBefore = this.#attempts.get(sampleIndex) ?? 0;
    const loss = this.#losses.get(sampleIndex);
    if (!isFree && by !== undefined) return { outcome: 'held', job, by, attemptsBefore, loss };

    this.#claims.set(sampleIndex, claim);
    return { outcome: 'claimed', job, attemptsBefore };
  }
}
