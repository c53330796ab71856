import { type JobStatus, statusesBefore } from '../../domain/jobs/job-status.ts';

/** The guard of every move of a job: it may only come from where the table of transitions allows. */
export function guardFor(to: JobStatus) {
  const allowed = statusesBefore(to).map((status, index) => [`:from${index}`, status] as const);

  return {
    condition: `#status IN (${allowed.map(([name]) => name).join(', ')})`,
    names: { '#status': 'status' },
    values: { ':to': to, ...Object.fromEntries(allowed) },
  };
}
