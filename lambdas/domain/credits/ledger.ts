import type { Job } from '../jobs/job.ts';
import type { JobFailure } from '../jobs/job-failure.ts';
import type { KeptImage, LostSample } from '../jobs/sample-outcome.ts';
import type { Credits } from './amount.ts';

/**
 * Every move of credits, each one transaction that also moves the job, guarded by the job's state.
 *
 * | meets →    | charge           | complete           | refund             |
 * |------------|------------------|--------------------|--------------------|
 * | charge     | first wins       | cannot meet        | cannot meet        |
 * | complete   | needs it before  | first wins         | first wins         |
 * | refund     | needs it before  | first wins         | first wins         |
 *
 * A repeated move changes nothing and answers what the first one did. The loser of a race is told how the job ended.
 * Every method may throw `TransactionConflict` (nothing happened; try again) and `StoreUnavailable`.
 */
export interface Ledger {
  /** `queued → active`: balance −cost, one active job more, entry `charge`. Worst case of a crash: all of it or none. */
  charge(job: Job, nowMillis: number): Promise<ChargeOutcome>;
  /** `active → completed`: the images enter the library; the price of the lost samples goes back in the same transaction. */
  complete(completion: Completion, nowMillis: number): Promise<SettleOutcome>;
  /** `active → failed`: the whole charge goes back, entry `refund`. */
  refund(
    jobId: string,
    failure: JobFailure,
    lost: readonly LostSample[],
    nowMillis: number,
  ): Promise<SettleOutcome>;
}

export type Completion = {
  readonly jobId: string;
  /** At least one. */
  readonly images: readonly KeptImage[];
  readonly lost: readonly LostSample[];
};

export type ChargeOutcome =
  | { readonly outcome: 'charged'; readonly job: Job }
  | { readonly outcome: 'insufficient-credits'; readonly required: Credits; readonly balance: number }
  | { readonly outcome: 'too-many-active-jobs'; readonly limit: number }
  /** Somebody moved the job first; `job` is how it stands now. */
  | { readonly outcome: 'job-moved-on'; readonly job: Job };

export type SettleOutcome =
  | { readonly outcome: 'settled'; readonly job: Job }
  /** The job had ended before, or was never charged; `job` is how it stands. */
  | { readonly outcome: 'job-moved-on'; readonly job: Job };
