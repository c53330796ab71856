import type { Job } from '../domain/jobs/job.ts';
import type { Log, LogDetails } from '../observability/log.ts';
import { logEvents } from '../observability/log-events.ts';

/** Says how a job stands after the move that should have ended it, whoever did end it. */
export function logEnd(log: Log, job: Job): void {
  if (job.status === 'completed') log.info(logEvents.job.completed, factsOfEnd(job));
  else if (job.status === 'failed') log.warn(logEvents.job.refunded, factsOfEnd(job));
}

/** What a job came to, for whoever paid, and for whoever waited. */
export function factsOfEnd(job: Job): LogDetails {
  const { model, provider, chargedAtMillis, createdAtMillis, endedAtMillis, failure } = job;
  const paid = chargedAtMillis === null ? 0 : job.cost;
  return {
    model,
    provider,
    images: job.images.length,
    creditsKept: paid - job.refunded,
    creditsRefunded: job.refunded,
    failureCode: failure?.code,
    lost: job.lost.map(({ sampleIndex, code }) => ({ sampleIndex, failureCode: code })),
    ...(endedAtMillis === null ? {} : { millis: endedAtMillis - createdAtMillis }),
  };
}
