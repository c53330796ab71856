import type { Job } from '../jobs/job.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** Reads the append-only ledger of a team. Consistent. Every method may throw `StoreUnavailable`. */
export interface LedgerHistory {
  /** Newest first. */
  list(query: LedgerQuery): Promise<LedgerPage>;
  /** What one job moved: its charge, and its refund if it has one; newest first. */
  ofJob(job: Job): Promise<readonly LedgerEntry[]>;
}

export type LedgerQuery = {
  readonly teamId: string;
  /** 1–100. */
  readonly limit: number;
  /** Where the last page ended. */
  readonly after: LedgerPlace | undefined;
};

/** An entry's place in the ledger of its team. */
export type LedgerPlace = { readonly createdAtMillis: number; readonly entryId: string };

export type LedgerPage = { readonly entries: readonly LedgerEntry[]; readonly next: LedgerPlace | undefined };
