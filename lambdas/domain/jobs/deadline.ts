/**
 * Past a job's deadline nobody begins to work on it any more. What was begun before has ended so long after it: a worker
 * lives for less than 11 minutes, and a Store for 2.
 */
export const lastWorkMillis = 15 * 60_000;
