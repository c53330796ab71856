/** A team's balance, beside what its ledger says that it is. */
export type BalanceSum = { readonly teamId: string; readonly balance: number; readonly ledgerSum: number };

export interface BalanceSums {
  /** Every team, once. The reads are no snapshot: a team that moves credits meanwhile may look wrong. */
  all(): AsyncIterable<BalanceSum>;
  /** One team, read anew. `undefined` when it has no balance. */
  of(teamId: string): Promise<BalanceSum | undefined>;
}
