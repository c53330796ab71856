import type { JobFacts, LogLine, WorkflowEvent } from '../../admin/job-story/facts.ts';
import { jobLedgerEntry } from '../../lambdas/adapters/dynamodb/ledger-record.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import { exampleJob, exampleParams } from './example-job.ts';

export const acceptedAtMillis = Date.parse('2026-11-23T09:00:00.000Z');

/** What is known of a job that was charged at once, and ended as `job` says, with the ledger that goes with it. */
export function factsOf(
  job: Partial<Job> & { readonly sampleCount?: number },
  more: Partial<JobFacts> = {},
): JobFacts {
  const told = exampleJob({ chargedAtMillis: acceptedAtMillis + 20, ...job });
  const { jobId, cost, refunded, chargedAtMillis, endedAtMillis } = told;
  return {
    job: told,
    params: exampleParams,
    work: [],
    lateSamples: [],
    entries: [
      ...(chargedAtMillis === null ? [] : [jobLedgerEntry('charge', jobId, cost, chargedAtMillis)]),
      ...(refunded === 0 ? [] : [jobLedgerEntry('refund', jobId, refunded, endedAtMillis ?? 0)]),
    ],
    pictures: [],
    events: [],
    lines: [],
    gaps: [],
    ...more,
  };
}

export function workflowEvent(event: Partial<WorkflowEvent>): WorkflowEvent {
  return {
    atMillis: acceptedAtMillis + 30,
    type: 'TaskStateEntered',
    state: 'Generate',
    sampleIndex: 0,
    error: null,
    cause: null,
    ...event,
  };
}

export function logLine(line: Partial<LogLine>): LogLine {
  return {
    atMillis: acceptedAtMillis + 10,
    level: 'INFO',
    code: 'JOB_ACCEPTED',
    message: 'A job was accepted.',
    requestId: 'request-1',
    sampleIndex: null,
    printedBy: 'CreateGeneration',
    details: {},
    ...line,
  };
}
