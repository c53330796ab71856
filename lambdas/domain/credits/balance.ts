/** What one team has, spent and runs. Kept inside the money transactions, never summed at read time. */
export type Balance = {
  readonly teamId: string;
  /** Credits left; never below 0; always the sum of the team's ledger entries. */
  readonly balance: number;
  readonly charged: number;
  readonly refunded: number;
  readonly activeJobs: number;
  readonly activeJobsLimit: number;
  readonly byModel: readonly ModelUsage[];
  /** Creation of the team. */
  readonly createdAtMillis: number;
};

export type ModelUsage = {
  readonly model: string;
  /** Jobs that were charged. */
  readonly jobs: number;
  /** Images that were kept. */
  readonly images: number;
  /** Charged minus refunded. */
  readonly credits: number;
};

/** Reads balances. `undefined` for a team that does not exist. */
export interface Balances {
  /** Consistent read. Throws `StoreUnavailable`. */
  find(teamId: string): Promise<Balance | undefined>;
}
