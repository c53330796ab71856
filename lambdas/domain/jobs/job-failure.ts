/** Why a job failed, as the API shows it. `code` is stable; `error` is one sentence for a person. */
export type JobFailure = {
  readonly code: JobFailureCode;
  readonly error: string;
  /** Only for `content_blocked`: where the model refused, and what it said. */
  readonly blocked?: { readonly stage: 'input' | 'output'; readonly reason: string };
  /** Only for `insufficient_credits`: what the job costs, and what the team had. */
  readonly shortfall?: { readonly required: number; readonly balance: number };
};

export const jobFailureCodes = [
  'content_blocked',
  'provider_failed',
  'model_unavailable',
  'insufficient_credits',
  'too_many_active_jobs',
  'internal_error',
] as const;

export type JobFailureCode = (typeof jobFailureCodes)[number];
