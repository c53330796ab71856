/** A query that the console of CloudWatch Logs Insights offers by name. */
export type LogQuery = { readonly name: string; readonly query: string };

/** What a person who looks for one thing puts in its place. */
const paste = { jobId: 'job_PASTE', teamId: 'team_PASTE', keyId: 'PASTE' };

/** One clause a line, as the console shows it. */
const query = (...clauses: readonly string[]) => clauses.join('\n| ');

/**
 * Saved queries over the functions' JSON lines. An end-to-end test finds each field that they name in lines that functions
 * really wrote. A key's id is the start of its hash: `printf %s "$KEY" | sha256sum | cut -c1-12`.
 */
export const logQueries = {
  jobStory: {
    name: "One job's story",
    query: query(
      'fields @timestamp, code, message, sampleIndex, failureCode, model, millis, credits, creditsKept, creditsRefunded, status, requestId, teamId',
      `filter jobId = "${paste.jobId}"`,
      'sort @timestamp asc',
      'limit 10000',
    ),
  },
  failuresByCode: {
    name: 'Failures by code',
    query: query(
      'filter code in ["JOB_REFUSED", "JOB_REFUNDED", "JOB_SETTLED", "SAMPLE_LOST"] and ispresent(failureCode)',
      'stats count(*) as times, count_distinct(jobId) as jobs, count_distinct(teamId) as teams by code, failureCode',
      'sort times desc',
    ),
  },
  refusedRequests: {
    name: 'Refused requests by code',
    query: query(
      'filter code = "REQUEST_COMPLETED" and ispresent(failureCode)',
      'stats count(*) as times, count_distinct(teamId) as teams by route, status, failureCode',
      'sort times desc',
    ),
  },
  slowestJobs: {
    name: 'Slowest jobs',
    query: query(
      'filter code in ["JOB_COMPLETED", "JOB_REFUNDED"]',
      'fields millis, jobId, teamId, provider, model, images, failureCode',
      'sort millis desc',
      'limit 50',
    ),
  },
  slowestPictures: {
    name: 'How long models take',
    query: query(
      'filter code = "SAMPLE_DRAWN"',
      'stats count(*) as pictures, pct(millis, 50) as p50, pct(millis, 95) as p95, max(millis) as slowest by provider, model',
      'sort p95 desc',
    ),
  },
  trafficOfTeam: {
    name: "One team's traffic",
    query: query(
      `filter teamId = "${paste.teamId}" and code = "REQUEST_COMPLETED"`,
      'stats count(*) as requests, pct(millis, 95) as p95 by route, status, failureCode, keyId',
      'sort requests desc',
    ),
  },
  trafficOfKey: {
    name: "One key's traffic",
    query: query(
      `filter keyId = "${paste.keyId}" and code = "REQUEST_COMPLETED"`,
      'stats count(*) as requests, pct(millis, 95) as p95 by bin(5m), route, status',
      'sort requests desc',
    ),
  },
} as const satisfies Record<string, LogQuery>;
