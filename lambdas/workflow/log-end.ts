import type { Job } from '../domain/jobs/job.ts';
import type { Log } from '../observability/log.ts';
import { logEvents } from '../observability/log-events.ts';

/** Says how a job stands after the move that should have ended it, whoever did end it. */
export function logEnd(log: Log, job: Job): void {
  const { status, cost, refunded: creditsRefunded, images, failure } = job;
  const lost = job.lost.map(({ sampleIndex, code }) => ({ sampleIndex, failureCode: code }));
  if (status === 'completed') {
    const creditsKept = cost - creditsRefunded;
    log.info(logEvents.job.completed, { images: images.length, creditsKept, creditsRefunded, lost });
  } else if (status === 'failed') {
    log.warn(logEvents.job.refunded, { creditsRefunded, failureCode: failure?.code, lost });
  }
}
