import type { Job } from '../../domain/jobs/job.ts';
import type { Failure } from '../../http/failure.ts';

/** How a blocking call says that its job failed. */
export function failedJob({ jobId, cost, refunded, failure }: Job): Failure {
  const { code, error, blocked, shortfall } = failure ?? {
    code: 'internal_error' as const,
    error: 'The generation failed.',
  };

  switch (code) {
    case 'content_blocked':
      return { code, error, jobId, refunded, ...(blocked ?? { stage: 'input', reason: 'not given' }) };
    case 'provider_failed':
    case 'internal_error':
      return { code, error, jobId, refunded };
    case 'insufficient_credits':
      return { code, error, jobId, ...(shortfall ?? { required: cost, balance: 0 }) };
    case 'too_many_active_jobs':
    case 'model_unavailable':
      return { code, error, jobId };
  }
}
