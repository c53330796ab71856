import type { Balance, Balances } from '../../lambdas/domain/credits/balance.ts';

/** Balances of any number of teams, in memory. A team that nobody set has 100 credits. */
export class FakeBalances implements Balances {
  readonly #balances = new Map<string, Balance>();

  set(teamId: string, balance: Partial<Balance>): void {
    this.#balances.set(teamId, { ...freshBalance(teamId), ...balance });
  }

  async find(teamId: string): Promise<Balance | undefined> {
    return this.#balances.get(teamId) ?? freshBalance(teamId);
  }
}

function freshBalance(teamId: string): Balance {
  return {
    teamId,
    balance: 100,
    charged: 0,
    refunded: 0,
    activeJobs: 0,
    activeJobsLimit: 100,
    byModel: [],
    createdAtMillis: Date.parse('2026-11-01T08:00:00.000Z'),
  };
}
