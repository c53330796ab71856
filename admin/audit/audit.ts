import type { Target } from '../connection/target.ts';
import type { Progress } from '../progress-bar.ts';
import { auditJobs } from './audit-jobs.ts';
import { auditTeams } from './audit-teams.ts';
import { countItems } from './count-items.ts';
import type { Mismatch, Suspect } from './mismatch.ts';

export type AuditReport = {
  readonly teams: number;
  readonly entries: number;
  readonly mismatches: readonly Mismatch[];
};

/** The reads are no snapshot: what looks wrong while jobs run is looked at again, this many times in all. */
const maxLooks = 4;

/**
 * Compares every balance with its ledger, every ledger entry with its job, and every job with its money and its pictures.
 * Reads only, page by page: what it holds in memory grows with what is wrong, not with what is there.
 */
export async function audit(
  target: Target,
  pause: (millis: number) => Promise<void>,
  progress: Progress = () => {},
): Promise<AuditReport> {
  const total = await countItems(target);
  let done = 0;
  const tell = (items: number) => {
    done += items;
    progress(done, Math.max(total, done));
  };
  const jobs = await auditJobs(target, Date.now(), tell);
  const teams = await auditTeams(target, jobs.teamIds, tell);

  let suspects: readonly Suspect[] = [...jobs.suspects, ...teams.suspects];
  for (let looks = 1; looks < maxLooks && suspects.length > 0; looks += 1) {
    await pause(500);
    suspects = await stillSuspect(suspects);
  }
  return { teams: teams.count, entries: teams.entries, mismatches: suspects.flatMap(({ found }) => found) };
}

async function stillSuspect(suspects: readonly Suspect[]): Promise<readonly Suspect[]> {
  const left: Suspect[] = [];
  for (const { again } of suspects) {
    const found = await again();
    if (found.length > 0) left.push({ found, again });
  }
  return left;
}
