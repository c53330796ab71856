import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { balanceRecord } from '../../lambdas/adapters/dynamodb/balance-record.ts';
import { jobRecord } from '../../lambdas/adapters/dynamodb/job-record.ts';
import type { LedgerEntry } from '../../lambdas/domain/credits/ledger-entry.ts';
import type { Job } from '../../lambdas/domain/jobs/job.ts';
import type { Target } from '../connection/target.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { checkImages } from './check-images.ts';
import { checkJob } from './check-job.ts';
import { checkTeam } from './check-team.ts';
import type { Mismatch } from './mismatch.ts';

export type AuditReport = {
  readonly teams: number;
  readonly entries: number;
  readonly mismatches: readonly Mismatch[];
};

/** The reads are no snapshot: what looks wrong while jobs run is looked at again, this many times in all. */
const maxLooks = 4;

/** Compares every balance with its ledger, and every job with its money and its pictures. Reads only. */
export async function audit(target: Target, pause: (millis: number) => Promise<void>): Promise<AuditReport> {
  let report = await look(target);
  for (let looks = 1; looks < maxLooks && report.mismatches.length > 0; looks += 1) {
    await pause(500);
    const again = await look(target);
    // What differs from look to look is a job on its way; what stays is wrong.
    const before = new Set(report.mismatches.map(identityOf));
    report = { ...again, mismatches: again.mismatches.filter((found) => before.has(identityOf(found))) };
  }
  return report;
}

function identityOf({ kind, teamId, jobId = '' }: Mismatch): string {
  return `${kind} ${teamId} ${jobId}`;
}

async function look(target: Target): Promise<AuditReport> {
  const jobsByTeam = Map.groupBy(await allJobs(target), ({ teamId }) => teamId);
  const mismatches: Mismatch[] = [];
  let teams = 0;
  let entries = 0;

  for await (const balance of balances(target)) {
    const jobs = jobsByTeam.get(balance.teamId) ?? [];
    const ledger: LedgerEntry[] = [];
    for await (const entry of ledgerEntries(target.client, target.tables.credits, balance.teamId))
      ledger.push(entry);
    const entriesByJob = Map.groupBy(ledger, ({ jobId }) => jobId);
    teams += 1;
    entries += ledger.length;

    jobsByTeam.delete(balance.teamId);
    mismatches.push(...checkTeam(balance, jobs, ledger));
    for (const job of jobs) {
      mismatches.push(
        ...checkJob(job, entriesByJob.get(job.jobId) ?? []),
        ...(await checkImages(target, job)),
      );
    }
  }

  for (const [teamId, jobs] of jobsByTeam) {
    const detail = `The team has ${jobs.length} jobs and no balance.`;
    mismatches.push({ kind: 'balance_is_not_the_sum_of_the_ledger', teamId, detail });
  }
  return { teams, entries, mismatches };
}

async function allJobs({ client, tables }: Target): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: tables.jobs,
      FilterExpression: 'sk = :job',
      ExpressionAttributeValues: { ':job': 'job' },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) jobs.push(...(page.Items ?? []).map((item) => jobRecord.parse(item)));
  return jobs;
}

async function* balances({ client, tables }: Target) {
  const pages = paginateScan(
    { client },
    {
      TableName: tables.credits,
      FilterExpression: 'sk = :balance',
      ExpressionAttributeValues: { ':balance': 'balance' },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) for (const item of page.Items ?? []) yield balanceRecord.parse(item);
}
