import * as z from 'zod';
import type { Balance, ModelUsage } from '../../domain/credits/balance.ts';

/** The stored shape of a team's credits. Usage per model stands in counters of its own: `jobs#<model>` and so on. */
export const balanceRecord = z
  .object({
    teamId: z.string(),
    balance: z.int().min(0),
    charged: z.int(),
    refunded: z.int(),
    activeJobs: z.int(),
    activeJobsLimit: z.int(),
    createdAtMillis: z.int(),
  })
  .catchall(z.unknown());

export type CreditsItem = z.output<typeof balanceRecord>;

const counterNames = ['jobs', 'images', 'credits'] as const;

/** The attribute names of some of a model's counters, for expressions: `#jobsOfModel` and so on. */
export function modelCounters(
  model: string,
  counters: readonly (typeof counterNames)[number][],
): Record<string, string> {
  return Object.fromEntries(counters.map((counter) => [`#${counter}OfModel`, `${counter}#${model}`]));
}

export function toBalance(item: CreditsItem): Balance {
  const { teamId, balance, charged, refunded, activeJobs, activeJobsLimit, createdAtMillis } = item;
  const byModel = usageByModel(item);

  return { teamId, balance, charged, refunded, activeJobs, activeJobsLimit, createdAtMillis, byModel };
}

function usageByModel(item: CreditsItem): readonly ModelUsage[] {
  const usage = new Map<string, ModelUsage>();
  for (const [attribute, value] of Object.entries(item)) {
    const counter = counterNames.find((name) => attribute.startsWith(`${name}#`));
    if (counter === undefined || typeof value !== 'number') continue;
    const model = attribute.slice(counter.length + 1);
    usage.set(model, {
      ...(usage.get(model) ?? { model, jobs: 0, images: 0, credits: 0 }),
      [counter]: value,
    });
  }

  return [...usage.values()].sort((a, b) => a.model.localeCompare(b.model));
}
