import type { Balances } from '../../domain/credits/balance.ts';
import { StoredRecordBroken } from '../../domain/stored-record-broken.ts';
import { type Access, authenticated } from '../../http/authenticated.ts';
import { ok } from '../../http/reply.ts';
import { usageResponse } from './response.ts';

export type GetUsageDependencies = { readonly access: Access; readonly balances: Balances };

/** What the team has, spent and runs. */
export function getUsage({ access, balances }: GetUsageDependencies) {
  return authenticated(access, async (_, { teamId }) => {
    const found = await balances.find(teamId);
    if (found === undefined) throw new StoredRecordBroken(`balance of ${teamId}`);

    const { balance, charged, refunded, activeJobs, byModel, createdAtMillis } = found;
    return ok(usageResponse, {
      balance,
      charged,
      refunded,
      spent: charged - refunded,
      activeJobs,
      byModel: [...byModel],
      since: new Date(createdAtMillis).toISOString(),
    });
  });
}
