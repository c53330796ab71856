/** The one table of allowed moves. Stored conditions and in-memory checks derive from it. */
export const nextStatuses = {
  queued: ['active', 'failed'],
  active: ['completed', 'failed'],
  completed: [],
  failed: [],
} as const;

export const jobStatuses = ['queued', 'active', 'completed', 'failed'] as const;

export type JobStatus = (typeof jobStatuses)[number];

export function mayMove(from: JobStatus, to: JobStatus): boolean {
  return nextStatuses[from].some((next) => next === to);
}

/** An ended job never changes its status again. */
export function hasEnded(status: JobStatus): boolean {
  return nextStatuses[status].length === 0;
}

/** From where a job may come to `to`: what a guarded move expects to find. */
export function statusesBefore(to: JobStatus): readonly JobStatus[] {
  return jobStatuses.filter((from) => mayMove(from, to));
}
