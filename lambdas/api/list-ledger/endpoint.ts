import type { LedgerEntry } from '../../domain/credits/ledger-entry.ts';
import type { LedgerHistory } from '../../domain/credits/ledger-history.ts';
import type { JobStore } from '../../domain/jobs/job-store.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { encodeCursor } from '../../http/cursor.ts';
import { parseInput } from '../../http/parse-input.ts';
import { ok } from '../../http/reply.ts';
import { looksLikeJobId } from '../job-id.ts';
import { listLedgerQuery } from './request.ts';
import { listLedgerResponse } from './response.ts';

export type ListLedgerDependencies = {
  readonly access: Access;
  readonly ledger: LedgerHistory;
  readonly jobs: Pick<JobStore, 'find'>;
};

/** The team's ledger. A job of nobody, or of another team, moved nothing here. */
export function listLedger({ access, ledger, jobs }: ListLedgerDependencies) {
  return authenticated(access, async ({ query }, { teamId }) => {
    const read = parseInput(listLedgerQuery, query);
    if ('code' in read) return read;

    const { jobId, limit, cursor } = read.value;
    if (jobId !== undefined) return answer(await entriesOfJob(teamId, jobId), null);
    const { entries, next } = await ledger.list({ teamId, limit, after: cursor });
    return answer(entries, next === undefined ? null : encodeCursor(next));
  });

  async function entriesOfJob(teamId: string, jobId: string): Promise<readonly LedgerEntry[]> {
    const job = looksLikeJobId(jobId) ? await jobs.find(jobId) : undefined;
    return job?.teamId === teamId ? ledger.ofJob(job) : [];
  }
}

function answer(entries: readonly LedgerEntry[], nextCursor: string | null) {
  return ok(listLedgerResponse, {
    entries: entries.map(({ createdAtMillis, ...entry }) => ({
      ...entry,
      createdAt: new Date(createdAtMillis).toISOString(),
    })),
    nextCursor,
  });
}
