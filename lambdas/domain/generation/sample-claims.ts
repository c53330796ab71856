import type { Job } from '../jobs/job.ts';
import type { RememberedLoss } from './sample-replies.ts';

/**
 * A sample is claimed before its provider is called, for SQS delivers at least once and a worker can die after the
 * provider answered. One conditional update of the job's record each. All may throw `StoreUnavailable`.
 */
export interface SampleClaims {
  /** Succeeds when the job is active, its deadline ahead, and nobody holds the sample. */
  claim(sample: SampleRef, claim: Claim, nowMillis: number): Promise<ClaimOutcome>;
  /** Takes a dead worker's claim over, if it still is the one that was seen; counts no attempt. */
  takeOver(sample: SampleRef, dead: Claim, claim: Claim, nowMillis: number): Promise<ClaimOutcome>;
  /**
   * Gives the sample back after an attempt proven uncharged, and counts that attempt; not one that the provider turned
   * away because we ask too often, for that says nothing of this sample. Only the holder's own claim.
   */
  release(sample: SampleRef, claim: Claim, counts: 'attempt' | 'no-attempt'): Promise<void>;
  /**
   * Keeps with the claim why its sample is lost, because the answer that said so reached nobody: whoever asks for the
   * sample under another token is told at once, and does not wait until the claim has run out.
   */
  remember(sample: SampleRef, claim: Claim, loss: RememberedLoss): Promise<void>;
}

export type SampleRef = {
  readonly jobId: string;
  readonly sampleIndex: number;
  /** Whether the job's fallback draws it: claims, attempts and losses of its own model are not those of the fallback. */
  readonly isFallback?: boolean;
};

export type Claim = {
  /** Names one worker process. */
  readonly holder: string;
  /** The end of the invocation, plus a margin: later than this, the holder is surely gone. */
  readonly untilMillis: number;
};

export type ClaimOutcome =
  | { readonly outcome: 'claimed'; readonly job: Job; readonly attemptsBefore: number }
  | {
      readonly outcome: 'held';
      readonly job: Job;
      readonly by: Claim;
      readonly attemptsBefore: number;
      /** Set when the holder is done, and lost the sample. */
      readonly loss: RememberedLoss | undefined;
    }
  /**
   * The job has ended, is past its deadline, or is unknown: nobody waits for this sample. `by`: who may still be drawing
   * it, where the job does without it.
   */
  | { readonly outcome: 'not-wanted'; readonly by?: Claim };

/** Who this worker is, and who can no longer be alive. */
export interface Workers {
  readonly self: string;
  /** Certain knowledge only. A worker whose claim has run out is gone anyway. */
  isGone(holder: string): boolean;
}
