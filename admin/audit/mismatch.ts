/** One broken promise about money or pictures. `kind` is stable; `detail` is a sentence for a person. */
export type Mismatch = {
  readonly kind:
    | 'balance_is_not_the_sum_of_the_ledger'
    | 'active_jobs_miscounted'
    | 'charged_twice'
    | 'charge_missing'
    | 'charged_without_reason'
    | 'refund_wrong'
    | 'image_missing'
    | 'job_stuck';
  readonly teamId: string;
  readonly jobId?: string;
  readonly detail: string;
};

/** What was found wrong with one thing, and how to look at that thing again. */
export type Suspect = {
  readonly found: readonly Mismatch[];
  readonly again: () => Promise<readonly Mismatch[]>;
};
