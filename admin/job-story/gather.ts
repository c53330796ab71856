import { DynamoJobStore } from '../../lambdas/adapters/dynamodb/job-store.ts';
import { DynamoLedgerHistory } from '../../lambdas/adapters/dynamodb/ledger-history.ts';
import type { Clock } from '../../lambdas/domain/clock.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import type { Target } from '../connection/target.ts';
import type { JobFacts } from './facts.ts';
import { logLineOf } from './log-line.ts';
import { readPictures } from './read-pictures.ts';
import { readRecord } from './read-record.ts';
import { readWorkflow } from './read-workflow.ts';
import { UnknownJobId } from './unknown-job-id.ts';

/** Lines come a little before the record and, of pictures that are late, a while after its end. */
const lineBeforeMillis = 60_000;
const lineAfterMillis = 3_600_000;

/** Reads all there is of one job. Workflow and log may be away: the story says so, and tells the rest. */
export async function gatherFacts(target: Target, jobId: string, clock: Clock): Promise<JobFacts> {
  const { client, tables } = target;
  const record = await readRecord(client, tables.jobs, jobId);
  if (record === undefined) throw new UnknownJobId(jobId);

  const { job } = record;
  const gaps: string[] = [];
  const orGap =
    (what: string) =>
    (error: unknown): readonly [] => {
      gaps.push(`${what} could not be read: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    };
  const [params, entries, pictures, events, lines] = await Promise.all([
    new DynamoJobStore(client, tables.jobs, clock).findParams(jobId),
    new DynamoLedgerHistory(client, tables.credits).ofJob(job),
    readPictures(target, job),
    workflowOf(target, jobId, gaps).catch(orGap('The workflow')),
    linesOf(target, job, clock).catch(orGap('The log')),
  ]);
  if (lines.length === 0) gaps.push('The log has no line of this job: it is older than the log is kept.');
  return { ...record, params, entries, pictures, events, lines, gaps };
}

async function workflowOf(target: Target, jobId: string, gaps: string[]): Promise<JobFacts['events']> {
  const workflow = await target.workflow();
  if (workflow === undefined) {
    gaps.push('The workflow tells what it did only while the stack runs: npm start.');
    return [];
  }
  const events = await readWorkflow(workflow, jobId);
  if (events === undefined) gaps.push('The workflow does not know this job: nobody started it, or long ago.');
  return events ?? [];
}

async function linesOf(target: Target, job: Job, clock: Clock): Promise<JobFacts['lines']> {
  const { jobId, createdAtMillis, endedAtMillis } = job;
  const printed = await target.logLinesOf({
    jobId,
    fromMillis: createdAtMillis - lineBeforeMillis,
    untilMillis: Math.min((endedAtMillis ?? clock.nowMillis()) + lineAfterMillis, clock.nowMillis()),
  });
  return printed.flatMap((line) => logLineOf(line, jobId) ?? []);
}
