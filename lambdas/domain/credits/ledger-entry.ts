/** One line of the append-only ledger. The sum of `amount` over a team's entries is its balance. */
export type LedgerEntry = {
  readonly id: string;
  readonly type: 'grant' | 'charge' | 'refund';
  /** Signed credits: a charge is negative. */
  readonly amount: number;
  /** null for a grant. */
  readonly jobId: string | null;
  readonly createdAtMillis: number;
  /** Why an operator granted credits; null otherwise. */
  readonly reason: string | null;
};
