import { paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { balanceRecord, type CreditsItem } from '../../lambdas/adapters/dynamodb/balance-record.ts';
import { jobRecord } from '../../lambdas/adapters/dynamodb/job-record.ts';
import { keys, ledgerEntryPrefix } from '../../lambdas/adapters/dynamodb/keys.ts';
import { ledgerEntryRecord } from '../../lambdas/adapters/dynamodb/ledger-record.ts';
import { readItem } from '../../lambdas/adapters/dynamodb/read-item.ts';
import type { Target } from '../connection/target.ts';
import { activeJobs } from './active-jobs.ts';
import { batchRead } from './batch-read.ts';
import { checkEntry } from './check-entry.ts';
import { checkTeam } from './check-team.ts';
import type { Mismatch, Suspect } from './mismatch.ts';

const storedEntry = ledgerEntryRecord.extend({ sk: z.string() });
type StoredEntry = z.output<typeof storedEntry>;

/** Every balance with its ledger, and every ledger entry with its job. */
export async function auditTeams(
  target: Target,
  teamsWithJobs: ReadonlySet<string>,
  tell: (items: number) => void,
): Promise<{ readonly count: number; readonly entries: number; readonly suspects: readonly Suspect[] }> {
  const without = new Set(teamsWithJobs);
  const suspects: Suspect[] = [];
  let [count, entries] = [0, 0];
  const active = await activeJobs(target);

  for await (const credits of balances(target)) {
    const { teamId } = credits;
    const { found, read } = await auditTeam(target, credits, active.get(teamId) ?? 0, tell);
    without.delete(teamId);
    count += 1;
    entries += read;
    if (found.length > 0) suspects.push({ found, again: () => again(target, teamId) });
  }
  for (const teamId of without)
    suspects.push({ found: noBalance(teamId), again: () => again(target, teamId) });
  return { count, entries, suspects };
}

async function again(target: Target, teamId: string): Promise<readonly Mismatch[]> {
  const credits = await readItem(target.client, target.tables.credits, keys.balance(teamId), balanceRecord);
  if (credits === undefined) return noBalance(teamId);
  const active = await activeJobs(target);
  return (await auditTeam(target, credits, active.get(teamId) ?? 0, () => {})).found;
}

function noBalance(teamId: string): readonly Mismatch[] {
  const detail = 'The team has jobs and no balance.';
  return [{ kind: 'balance_is_not_the_sum_of_the_ledger', teamId, detail }];
}

async function auditTeam(
  target: Target,
  credits: CreditsItem,
  active: number,
  tell: (items: number) => void,
): Promise<{ readonly found: readonly Mismatch[]; readonly read: number }> {
  const ledger = { sum: 0, charged: 0, refunded: 0 };
  const wrongEntries: Mismatch[] = [];
  let read = 0;
  for await (const entries of ledgerPages(target, credits.teamId)) {
    for (const { type, amount } of entries) {
      ledger.sum += amount;
      ledger.charged -= type === 'charge' ? amount : 0;
      ledger.refunded += type === 'refund' ? amount : 0;
    }
    wrongEntries.push(...(await checkEntries(target, credits.teamId, entries)));
    read += entries.length;
    tell(entries.length);
  }
  return { found: [...checkTeam(credits, ledger, active), ...wrongEntries], read };
}

/** The entries were read first, so their jobs say by now what the same transactions said. */
async function checkEntries(
  { client, tables }: Target,
  teamId: string,
  entries: readonly StoredEntry[],
): Promise<readonly Mismatch[]> {
  const jobIds = entries.map(({ jobId }) => jobId).filter((jobId) => jobId !== null);
  const items = await batchRead(client, tables.jobs, jobIds.map(keys.job));
  const jobs = new Map(items.map((item) => jobRecord.parse(item)).map((job) => [job.jobId, job]));
  return entries.flatMap((entry) => checkEntry(teamId, entry.sk, entry, jobs.get(entry.jobId ?? '')));
}

async function* ledgerPages({ client, tables }: Target, teamId: string): AsyncGenerator<StoredEntry[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tables.credits,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.balance(teamId).pk, ':prefix': ledgerEntryPrefix },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) yield Items.map((item) => storedEntry.parse(item));
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
  for await (const { Items = [] } of pages) for (const item of Items) yield balanceRecord.parse(item);
}
