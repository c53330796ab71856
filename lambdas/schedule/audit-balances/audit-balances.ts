import type { Clock } from '../../domain/clock.ts';
import type { BalanceSum, BalanceSums } from '../../domain/credits/balance-sums.ts';

export type AuditDependencies = {
  readonly sums: BalanceSums;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly report: (wrong: BalanceSum) => void;
};

/** What looks wrong while credits move is looked at again, so often in all. */
const maxLooks = 4;
const pauseMillis = 500;

/**
 * Compares every balance with the sum of its ledger. Both move in one transaction, so a difference means that a bug, or a
 * person, went round it. `npm run admin -- audit` says more: it also reads jobs and pictures.
 */
export function auditBalances({ sums, clock, report }: AuditDependencies) {
  return async (): Promise<{ readonly teams: number; readonly mismatches: number }> => {
    let [teams, mismatches] = [0, 0];
    for await (const sum of sums.all()) {
      teams += 1;
      const wrong = await stillWrong(sum);
      if (wrong === undefined) continue;
      mismatches += 1;
      report(wrong);
    }
    return { teams, mismatches };
  };

  async function stillWrong(first: BalanceSum): Promise<BalanceSum | undefined> {
    let sum: BalanceSum | undefined = first;
    for (let looks = 1; sum !== undefined && sum.balance !== sum.ledgerSum; looks += 1) {
      if (looks >= maxLooks) return sum;
      await clock.sleep(pauseMillis);
      sum = await sums.of(first.teamId);
    }
    return undefined;
  }
}
