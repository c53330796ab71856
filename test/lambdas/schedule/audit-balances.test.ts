import { expect, it } from 'vitest';
import type { BalanceSum } from '../../../lambdas/domain/credits/balance-sums.ts';
import { auditBalances } from '../../../lambdas/schedule/audit-balances/audit-balances.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

/** Teams as they look at first, and how one looks each time that it is looked at again. */
async function audited(first: readonly BalanceSum[], again: readonly BalanceSum[] = []) {
  const reported: BalanceSum[] = [];
  const later = [...again];
  const audit = auditBalances({
    sums: {
      all: async function* () {
        yield* first;
      },
      of: async () => later.shift(),
    },
    clock: new ManualClock(),
    report: (wrong) => reported.push(wrong),
  });
  return { counts: await audit(), reported, looksLeft: later.length };
}

const right = { teamId: 'team_a', balance: 7, ledgerSum: 7 };
const wrong = { teamId: 'team_b', balance: 7, ledgerSum: 8 };

it('an audit of balances that are right reports nobody', async () => {
  const { counts, reported } = await audited([right, { ...right, teamId: 'team_b' }]);

  expect(counts).toEqual({ teams: 2, mismatches: 0 });
  expect(reported).toEqual([]);
});

it('an audit reports a team whose balance stays wrong in four looks', async () => {
  const { counts, reported, looksLeft } = await audited([right, wrong], [wrong, wrong, wrong, right]);

  expect(counts).toEqual({ teams: 2, mismatches: 1 });
  expect(reported).toEqual([wrong]);
  expect(looksLeft).toBe(1);
});

it('an audit reports no team that was only moving credits when it was looked at', async () => {
  const { counts } = await audited([wrong], [wrong, { ...wrong, balance: 8 }]);

  expect(counts).toEqual({ teams: 1, mismatches: 0 });
});
