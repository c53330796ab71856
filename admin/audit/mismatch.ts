/** One broken promise about money or pictures. `kind` is stable; `detail` is a sentence for a person. */
export type Mismatch = {
  readonly kind:
    | 'balance_is_not_the_sum_of_the_ledger'
    | 'active_jobs_miscounted'
    | 'charged_twice'
    | 'charge_missing'
    | 'charged_without_reason'
    | 'refund_wrong'
    | 'image_missing';
  readonly teamId: string;
  readonly jobId?: string;
  readonly detail: string;
};
